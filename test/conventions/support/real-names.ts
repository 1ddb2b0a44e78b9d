/** Names and addresses of the makers that their own mails print; everything else in a fixture must be invented. */
const VENDOR_DOMAINS = [
  '3cx.com',
  'ahsay.com',
  'acronis.com',
  'bareos.com',
  'bareos.org',
  'borgbackup.org',
  'cobiansoft.com',
  'duplicati.com',
  'hornetsecurity.com',
  'iperiusbackup.com',
  'macrium.com',
  'microsoft.com',
  'msp360.com',
  'nakivo.com',
  'proxmox.com',
  'qnap.com',
  'retrospect.com',
  'sy.to',
  'synology.com',
  'synologynotification.com',
  'syncovery.com',
  'truenas.com',
  'urbackup.org',
  'veeam.com',
  'w3.org',
]
const RESERVED =
  /(?:^|\.)(?:example|invalid|test|local|localhost|lan|internal|arpa|example\.(?:com|org|net))$/

/** Endings that make a dotted word in running text a host name and not a file or a version. */
const ENDINGS =
  'com|org|net|info|biz|eu|nl|de|be|fr|it|es|pt|at|ch|lu|dk|se|fi|pl|cz|ro|uk|us|ca|au|nz|br|jp|cn|ru|cloud|online|tech|email|io|to'
const HOST = new RegExp(`(?<![\\w.-])(?:[a-z0-9-]{1,63}\\.){1,8}(?:${ENDINGS})(?![\\w-]|\\.\\w)`, 'gi')
const ADDRESS = /@((?:[a-z0-9-]{1,63}\.){0,8}[a-z0-9-]{1,63})/gi
const IP = /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.]*\d)/g
const ALLOWED_IP = /^(?:192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|10\.|127\.0\.0\.1$|0\.0\.0\.0$)/
/** A product's build number has four parts too. */
const BEFORE_VERSION = /(?:version|build|release|replication|agent|windows|linux|365|server|v)[ :]{0,2}$/i

/** Hosts, mail domains and IP addresses in a text that may be somebody's. */
export function realLookingNames(text: string): string[] {
  const domains = [...text.matchAll(HOST)].map((match) => match[0])
  const mailDomains = [...text.matchAll(ADDRESS)]
    .map((match) => match[1] ?? '')
    .filter((name) => name.includes('.'))
  const ips = [...text.matchAll(IP)]
    .filter((match) => !BEFORE_VERSION.test(text.slice(Math.max(0, match.index - 20), match.index)))
    .map((match) => match[0])
  return [
    ...[...domains, ...mailDomains].map((name) => name.toLowerCase()).filter((name) => !isInvented(name)),
    ...ips.filter((ip) => !ALLOWED_IP.test(ip)),
  ]
}

function isInvented(name: string): boolean {
  if (/^[\d.]+$/.test(name)) return true
  return (
    RESERVED.test(name) || VENDOR_DOMAINS.some((vendor) => name === vendor || name.endsWith(`.${vendor}`))
  )
}
