import dns from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { OutboundTrouble } from './outbound-trouble.ts'
import { isPublicAddress } from './public-address.ts'

export type AddressGuard = {
  /** The address as a URL when it may be asked at all; a `forbidden-address` trouble otherwise. */
  check(url: string): URL
  /** Finds the addresses of a host for the connection that is about to be made: what was checked is what is connected to. */
  lookup: LookupFunction
}

/** Keeps requests to addresses that people typed in away from this machine and its networks, unless those are allowed. */
export function addressGuard({ allowPrivateAddresses }: { allowPrivateAddresses: boolean }): AddressGuard {
  const isAllowed = (address: string) => allowPrivateAddresses || isPublicAddress(address)

  return {
    check(text) {
      const url = URL.parse(text)
      if (!url) throw forbidden('This is not an address that can be asked.')
      if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        throw forbidden(`Only http and https can be asked, not ${url.protocol.slice(0, -1)}.`)
      }
      if (url.username || url.password) throw forbidden('An address must not carry a name or a password.')
      // Node connects to a bare IP address without looking it up.
      const host = url.hostname.replace(/^\[|\]$/g, '')
      if (isIP(host) && !isAllowed(host)) throw insideANetwork(url.hostname)
      return url
    },

    lookup(hostname, options, callback) {
      dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
        const [first] = addresses ?? []
        if (error) callback(error, '')
        // One bad address refuses the name: a mixed answer is how a name is bent towards the inside.
        else if (!first || !addresses.every(({ address }) => isAllowed(address))) {
          callback(insideANetwork(hostname), '')
        } else if (options.all) callback(null, addresses)
        else callback(null, first.address, first.family)
      })
    },
  }
}

function insideANetwork(host: string): OutboundTrouble {
  return forbidden(
    `${host} is an address of this machine or of a private network. Such addresses are not asked unless the server is set to allow them.`,
  )
}

const forbidden = (message: string) => new OutboundTrouble('forbidden-address', message)
