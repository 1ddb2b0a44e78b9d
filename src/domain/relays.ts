/** Domains from which a vendor's own service mails the reports of many owners: the address says nothing about whose device it is. */
const SHARED_RELAY_DOMAINS = [
  'synologynotification.com',
  'synology.com',
  'qnap.com',
  'myqnapcloud.com',
  '3cx.net',
  'cloud.acronis.com',
  'datto.com',
  'cloudally.com',
]

/** Whether this sender is a vendor's shared relay, which alone never tells customers apart (product.md section 6). */
export function isSharedRelay(fromAddress: string): boolean {
  const domain = fromAddress.slice(fromAddress.lastIndexOf('@') + 1).toLowerCase()
  return SHARED_RELAY_DOMAINS.some((relay) => domain === relay || domain.endsWith(`.${relay}`))
}
