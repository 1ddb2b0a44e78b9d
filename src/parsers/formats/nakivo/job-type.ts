import { compilePhrases, findPhrase } from '../../support/words.ts'

/** What a report names when it says `backup job` without a platform that we know. */
const OTHER_PLATFORM = 'other platforms'

/** The platforms of the product's job types, each by the words that reports may use for it. */
const PLATFORMS: readonly { name: string; words: readonly string[] }[] = [
  { name: 'VMware Cloud Director', words: ['vmware cloud director', 'vcloud director'] },
  { name: 'VMware', words: ['vmware', 'vmware vsphere', 'vsphere', 'esxi'] },
  { name: 'Hyper-V', words: ['hyper-v', 'microsoft hyper-v'] },
  { name: 'Nutanix AHV', words: ['nutanix ahv', 'nutanix'] },
  { name: 'Proxmox VE', words: ['proxmox ve', 'proxmox'] },
  { name: 'Amazon EC2', words: ['amazon ec2', 'ec2', 'aws ec2'] },
  { name: 'Microsoft 365', words: ['microsoft 365', 'microsoft office 365', 'office 365'] },
  { name: 'File Share', words: ['file share', 'file shares'] },
  {
    name: 'Physical Machine',
    words: ['physical machine', 'physical machines', 'physical server', 'physical servers'],
  },
  { name: 'Windows', words: ['windows', 'windows server', 'windows machine', 'windows machines'] },
  { name: 'Linux', words: ['linux', 'linux machine', 'linux machines'] },
  { name: 'Oracle Database', words: ['oracle database', 'oracle databases', 'oracle'] },
  { name: OTHER_PLATFORM, words: [OTHER_PLATFORM] },
]

export const BACKUP_COPY = 'Backup copy job'

/** Every type that a report can have; product and table know them by these strings. */
export const JOB_TYPES: readonly string[] = [
  ...PLATFORMS.map(({ name }) => `Backup job for ${name}`),
  BACKUP_COPY,
  ...PLATFORMS.map(({ name }) => `Replication job for ${name}`),
]

export type JobType = {
  type: string
  /** What the report says itself, to find and to cut it out. */
  printed: string
  isPlatformKnown: boolean
}

/** The first job type that a text names (`Backup job for VMware`, `backup copy job`, …); null when it names none. */
export function jobTypeIn(text: string): JobType | null {
  const found = TYPE.exec(text.slice(0, 500))
  if (!found) return null
  const [printed, kind = '', after = ''] = found
  if (/copy/i.test(kind)) return { type: BACKUP_COPY, printed, isPlatformKnown: true }
  const platform = findPhrase(after, PHRASES)
  const noun = /^replication/i.test(kind) ? 'Replication' : 'Backup'
  return {
    type: `${noun} job for ${platform?.says ?? OTHER_PLATFORM}`,
    printed: printed.slice(0, printed.length - after.length + (platform?.end ?? 0)),
    isPlatformKnown: platform !== null,
  }
}

const TYPE = /\b(backup copy|backup|replication)[ -]job\b(?: for((?: [\w-]{1,30}){1,4}))?/i
const PHRASES = compilePhrases(PLATFORMS.map(({ name, words }) => ({ says: name, phrases: words })))
