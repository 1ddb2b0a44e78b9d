import type { SeededRandom } from '../seeded-random.ts'
import { localDayOf } from './days.ts'
import { NOW, type Scale } from './scale.ts'

export type Customer = { id: number; name: string; active: boolean }

export type FleetJob = {
  id: number
  customer: Customer
  product: Product
  name: string
  host: string | null
  archived: boolean
  /** The last day on which it was due; an archived job ran for the last time two months ago. */
  lastDay: number
  /** Minutes after local midnight at which it is due on a day. */
  dueOn: (day: { weekday: number; monthday: number }) => readonly number[]
  /** Ids of its objects; none where the product's report lists none. */
  objects: readonly number[]
  /** How many of a thousand runs fail, warn, or never come. */
  failing: number
  warning: number
  missing: number
  /** Has an override that turns its warnings into successes. */
  overridden: boolean
}

type Product = {
  software: string
  type: string
  parserId: string
  objectType: string
  hasHost: boolean
  bad: string
  worse: string
}

const PRODUCTS: readonly Product[] = [
  {
    software: 'Veeam',
    type: 'Backup Job',
    parserId: 'veeam-job',
    objectType: 'VM',
    hasHost: false,
    bad: 'Unable to truncate transaction logs',
    worse: 'Processing failed: the network path was not found',
  },
  {
    software: 'Veeam',
    type: 'Backup Copy Job',
    parserId: 'veeam-job',
    objectType: 'VM',
    hasHost: false,
    bad: 'Restore point is not yet copied',
    worse: 'Failed to connect to the target repository',
  },
  {
    software: 'Veeam',
    type: 'Agent Backup Job',
    parserId: 'veeam-job',
    objectType: 'Computer',
    hasHost: true,
    bad: 'Free space is below 10 %',
    worse: 'VSS snapshot could not be created',
  },
  {
    software: 'Synology',
    type: 'Active Backup',
    parserId: 'synology-active-backup',
    objectType: 'Device',
    hasHost: false,
    bad: 'Some files were skipped',
    worse: 'The device is offline',
  },
  {
    software: 'Synology',
    type: 'Hyper Backup',
    parserId: 'synology-hyper-backup',
    objectType: 'Task',
    hasHost: false,
    bad: 'Integrity was not checked',
    worse: 'The destination is not available',
  },
  {
    software: 'Proxmox VE',
    type: 'vzdump',
    parserId: 'proxmox-vzdump',
    objectType: 'VM',
    hasHost: true,
    bad: 'Guest agent did not answer',
    worse: 'Storage is not online',
  },
  {
    software: 'NAKIVO',
    type: 'Backup job for VMware',
    parserId: 'nakivo-job',
    objectType: 'VM',
    hasHost: false,
    bad: 'Change tracking was reset',
    worse: 'Transporter is not reachable',
  },
  {
    software: 'Acronis',
    type: 'Backup',
    parserId: 'acronis-backup',
    objectType: 'Machine',
    hasHost: true,
    bad: 'Some volumes were skipped',
    worse: 'The archive is locked',
  },
  {
    software: 'Duplicati',
    type: 'Backup',
    parserId: 'duplicati-backup',
    objectType: '',
    hasHost: false,
    bad: 'Found files in use',
    worse: 'Remote volume is missing',
  },
  {
    software: 'Windows Server Backup',
    type: 'Backup',
    parserId: 'windows-server-backup-report',
    objectType: 'Volume',
    hasHost: true,
    bad: 'Finished with warnings',
    worse: 'There is not enough space on the disk',
  },
]

/** What the jobs of a provider are like, and how many of a thousand. */
const RHYTHMS: { share: number; dueOn: (start: number) => FleetJob['dueOn'] }[] = [
  { share: 700, dueOn: (start) => daily([start]) },
  { share: 120, dueOn: (start) => (day) => (day.weekday < 6 ? [start] : []) },
  { share: 50, dueOn: (start) => daily([start % 720, (start % 720) + 720]) },
  {
    share: 25,
    dueOn: (start) => daily([0, 240, 480, 720, 960, 1200].map((minute) => minute + (start % 240))),
  },
  { share: 5, dueOn: (start) => daily(Array.from({ length: 24 }, (_, hour) => hour * 60 + (start % 60))) },
  { share: 80, dueOn: (start) => (day) => (day.weekday === 1 + (start % 7) ? [start] : []) },
  { share: 20, dueOn: (start) => (day) => (day.monthday === 1 + (start % 28) ? [start] : []) },
]

/** Customers and their jobs. One in fifty customers has left, one job in a hundred is archived. */
export function planFleet(
  scale: Scale,
  random: SeededRandom,
): { customers: Customer[]; jobs: FleetJob[]; objects: PlannedObject[] } {
  const customers = Array.from({ length: scale.customers }, (_, index) => ({
    id: index + 1,
    name: `${PLACES[index % PLACES.length]} ${TRADES[Math.floor(index / PLACES.length) % TRADES.length]} ${index + 1}`,
    active: index % 50 !== 49,
  }))
  const objects: PlannedObject[] = []
  const jobs = Array.from({ length: scale.jobs }, (_, index): FleetJob => {
    const id = index + 1
    // Large customers exist: a square of an even choice crowds the first ones.
    const customer =
      customers[Math.floor((random.below(1_000_000) / 1_000_000) ** 1.6 * customers.length)] ??
      random.pick(customers)
    const product = random.pick(PRODUCTS)
    const objectIds = Array.from({ length: objectCount(random) }, (_, position) => {
      objects.push({
        id: objects.length + 1,
        customerId: customer.id,
        jobId: id,
        type: product.objectType,
        name: `srv-${id}-${position + 1}`,
      })
      return objects.length
    })
    const isPoor = random.below(20) === 0
    return {
      id,
      customer,
      product,
      name: `${random.pick(WHAT)} ${id}`,
      host: product.hasHost ? `host-${id}.customer-${customer.id}.example` : null,
      archived: id % 100 === 0,
      lastDay: localDayOf(NOW) - (id % 100 === 0 ? 60 : 0),
      dueOn: rhythm(random),
      objects: objectIds,
      failing: isPoor ? 200 : 20,
      warning: isPoor ? 150 : 45,
      missing: isPoor ? 20 : 4,
      overridden: id % 25 === 0,
    }
  })
  return { customers, jobs, objects }
}

export type PlannedObject = { id: number; customerId: number; jobId: number; type: string; name: string }

/** Most reports speak of the job alone, some of a few machines, few of dozens. */
function objectCount(random: SeededRandom): number {
  const place = random.below(100)
  if (place < 60) return 0
  if (place < 85) return 1 + random.below(3)
  if (place < 97) return 4 + random.below(5)
  return 20 + random.below(21)
}

function rhythm(random: SeededRandom): FleetJob['dueOn'] {
  let place = random.below(1000)
  // Backups run at night: from 18:00 to 06:00.
  const start = (18 * 60 + random.below(12 * 60)) % 1440
  const found = RHYTHMS.find(({ share }) => {
    place -= share
    return place < 0
  })
  if (!found) throw new Error('The shares add up to a thousand.')
  return found.dueOn(start)
}

function daily(minutes: readonly number[]): FleetJob['dueOn'] {
  return () => minutes
}

const PLACES = ['North', 'Harbour', 'Mill', 'Castle', 'River', 'Garden', 'Bridge', 'Hill', 'Lake', 'Forest']
const TRADES = [
  'Dental Care',
  'Logistics',
  'Accountants',
  'School',
  'Bakery',
  'Architects',
  'Clinic',
  'Printers',
  'Garage',
  'Notary',
]
const WHAT = [
  'Backup of servers',
  'Daily backup',
  'File server',
  'Database',
  'Mail',
  'Office',
  'Off-site copy',
  'Terminal servers',
]
