/**
 * The plus-tag that a message was addressed to: of the installation's own receive address if it was used, else of the first tagged recipient.
 * `recipients` are lower-case addresses, the delivery's own first; the tag comes back in lower case, null when there is none.
 */
export function recipientTag(recipients: readonly string[], receiveAddress: string | null): string | null {
  const tagged = recipients.flatMap((address) => {
    const parts = /^([^@+]+)\+([^@]+)@(.+)$/.exec(address)
    return parts ? [{ base: `${parts[1]}@${parts[3]}`, tag: parts[2] ?? '' }] : []
  })
  const own = tagged.find((address) => address.base === receiveAddress?.toLowerCase())
  return (own ?? tagged[0])?.tag || null
}

/** A customer's own receive address, `reports+tag@msp.example`; null while no receive address is set. */
export function receiveAddressOf(tag: string, receiveAddress: string | null): string | null {
  const parts = /^([^@+]+)@([^@]+)$/.exec(receiveAddress ?? '')
  return parts ? `${parts[1]}+${tag}@${parts[2]}` : null
}

/** A receive tag made from a customer's name: lower-case letters, digits and dashes, at most 40 long. */
export function receiveTagFor(name: string): string {
  const tag = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '')
  return tag || 'customer'
}
