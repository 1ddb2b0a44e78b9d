import { BlockList, isIPv6 } from 'node:net'

/** Tells whether an address lies in one of the networks; `192.0.2.7` alone is a network of one. */
export function clientFilter(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = familyOf(address)
    list.addSubnet(address, prefix === undefined ? FULL_PREFIX[family] : Number(prefix), family)
  }
  return (address) => list.check(address, familyOf(address))
}

const FULL_PREFIX = { ipv4: 32, ipv6: 128 }

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}

export type Limit = {
  /** Counts one more; false when that is too much. */
  take(client: string): boolean
  isUsedUp(client: string): boolean
}

/** Of so many clients in one minute the counts are kept; more begin anew, so that the memory is bounded. */
const MAX_CLIENTS = 10_000

/** Counts what a client does, by whole minutes of the clock. */
export function limitPerMinute(limit: number, clock: () => string): Limit {
  let minute = ''
  let counts = new Map<string, number>()
  const countOf = (client: string) => {
    const now = clock().slice(0, 'yyyy-mm-ddThh:mm'.length)
    if (now !== minute || counts.size > MAX_CLIENTS) counts = new Map()
    minute = now
    return counts.get(client) ?? 0
  }
  return {
    isUsedUp: (client) => countOf(client) >= limit,
    take(client) {
      const count = countOf(client) + 1
      counts.set(client, count)
      return count <= limit
    },
  }
}
