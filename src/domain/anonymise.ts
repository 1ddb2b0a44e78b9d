/** What stands in a text and must not leave the house, and what stands there instead. */
export type Replacements = readonly { find: string; with: string }[]

/** Shorter names would be found inside ordinary words. */
const SHORTEST_NAME = 3
const ADDRESS = /[a-z0-9._%+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}/gi
const IPV4 = /\b(?:\d{1,3}\.){3}\d{1,3}\b/g
const HOST = /\b(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}\b/gi
/** Words with a dot that are no hosts: file names, abbreviations, times. */
const NO_HOST = /\.(?:exe|log|txt|vbk|vib|zip|bak|iso|sql|pdf|html?|xml|json|vhdx?|vmdk|tar|gz)$/i

/**
 * What to replace in the texts of a mail so that it names nobody: mail addresses, hosts and IPv4 addresses found in them,
 * and the given names (of customers, hosts, jobs, objects), each everywhere by the same stand-in.
 */
export function replacementsFor(
  texts: readonly string[],
  names: Record<string, readonly string[]>,
): Replacements {
  const found = new Map<string, string>()
  const add = (find: string, kind: string, make: (number: number) => string) => {
    const key = find.toLowerCase()
    if (find.length < SHORTEST_NAME || found.has(key)) return
    counts.set(kind, (counts.get(kind) ?? 0) + 1)
    found.set(key, make(counts.get(kind) ?? 1))
  }
  const counts = new Map<string, number>()
  const whole = texts.join('\n')
  for (const [address] of whole.matchAll(ADDRESS))
    add(address, 'address', (number) => `sender-${number}@customer.example`)
  for (const [kind, each] of Object.entries(names))
    for (const name of each) add(name, kind, (number) => `${kind} ${number}`)
  for (const [ip] of whole.matchAll(IPV4)) add(ip, 'ip', (number) => `192.0.2.${((number - 1) % 254) + 1}`)
  for (const [host] of whole.matchAll(HOST))
    if (!NO_HOST.test(host)) add(host, 'host', (number) => `host-${number}.example`)
  return [...found]
    .map(([find, replacement]) => ({ find, with: replacement }))
    .sort((one, other) => other.find.length - one.find.length)
}

/** The text with every stand-in in place, letter case of what is found ignored; replaced text is not searched again. */
export function anonymised(text: string, replacements: Replacements): string {
  if (replacements.length === 0) return text
  const standIn = new Map(replacements.map((each) => [each.find, each.with]))
  const pattern = replacements.map(({ find }) => RegExp.escape(find)).join('|')
  return text.replace(new RegExp(pattern, 'gi'), (found) => standIn.get(found.toLowerCase()) ?? found)
}
