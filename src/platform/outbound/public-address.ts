import { BlockList, isIPv4 } from 'node:net'

/** IANA's special-purpose blocks: nothing in them is a server of the public internet. */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Within 2000::/3: protocol assignments with Teredo, documentation, 6to4 (which carries any IPv4 address inside). */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

const special4 = blockList(SPECIAL_IPV4, 'ipv4')
const special6 = blockList(SPECIAL_IPV6, 'ipv6')
const global6 = blockList(['2000::/3'], 'ipv6')
const carriesIpv4 = blockList(['::ffff:0:0/96', '64:ff9b::/96'], 'ipv6')

/** Whether an IP address belongs to the public internet. IPv6 is public only inside 2000::/3, or where it stands for a public IPv4 address. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !special4.check(address, 'ipv4')
  if (carriesIpv4.check(address, 'ipv6')) return !special4.check(lastFourBytes(address), 'ipv4')
  return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
}

function blockList(blocks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList()
  for (const block of blocks) {
    const [network = '', bits] = block.split('/')
    list.addSubnet(network, Number(bits), family)
  }
  return list
}

/** `64:ff9b::7f00:1` → `127.0.0.1`, whichever way the address is written. */
function lastFourBytes(address: string): string {
  const groups = new URL(`http://[${address}]`).hostname.slice(1, -1).split(':').slice(-2)
  return groups
    .map((group) => Number.parseInt(group || '0', 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join('.')
}
