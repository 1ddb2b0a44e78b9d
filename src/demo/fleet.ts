import {
  hyperBackupMail,
  type Machine,
  mail,
  pbsVerifyMail,
  veeamBackupMail,
  vzdumpMail,
} from './report-mails.ts'

/** One job of the invented fleet: whose it is and the report it mails on a day. */
export type FleetJob = {
  customer: string
  report(at: string, outcome: Outcome): Buffer /** Hours before the end of the night. */
  hour: number
}
/** 'hollow': a success that lacks a machine. */
export type Outcome = 'good' | 'warning' | 'bad' | 'hollow'

const CUSTOMERS = [
  'Bakkerij Voorbeeld',
  'Garage De Brug',
  'Tandarts Noord',
  'Advocaten Aan de Vecht',
  'Bloemen Linde',
  'Camping Duinzicht',
  'Drukkerij Kwadraat',
  'Fysio Centrum',
  'Hotel Zeeblik',
  'Makelaars Plein 8',
  'School De Regenboog',
  'Transport Van Elders',
]

/** The jobs of twelve customers: a hypervisor, a NAS or a Veeam server each, some with more. */
export function fleet(): FleetJob[] {
  return CUSTOMERS.flatMap((customer, index) => {
    const domain = `${customer.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.example`
    const jobs: FleetJob[] = []
    if (index % 3 !== 1)
      jobs.push(
        veeamJob(
          customer,
          domain,
          'Servers daily',
          ['DC01', 'FS01', 'SQL01', 'APP01'].slice(0, 2 + (index % 3)),
          2,
        ),
      )
    if (index % 3 === 1) jobs.push(vzdumpJob(customer, domain, 1))
    if (index % 2 === 0) jobs.push(hyperJob(customer, domain, 'Offsite Daily', `NAS-${index + 1}`, 3))
    if (index % 4 === 1) jobs.push(pbsJob(customer, domain, 5))
    return jobs
  })
}

function veeamJob(
  customer: string,
  domain: string,
  job: string,
  names: readonly string[],
  hour: number,
): FleetJob {
  const report = (at: string, outcome: Outcome) => {
    const listed = outcome === 'hollow' ? names.slice(0, -1) : names
    const machines = listed.map((name, index): Machine => {
      if (index > 0 || outcome === 'good' || outcome === 'hollow') return { name, status: 'Success' }
      if (outcome === 'warning')
        return { name, status: 'Warning', message: 'VMware Tools are out of date on this machine' }
      return {
        name,
        status: 'Error',
        message: 'Failed to create snapshot: the datastore has no free space left',
      }
    })
    return veeamBackupMail({ job, machines, date: at, from: `Veeam Backup <veeam@${domain}>` })
  }
  return { customer, report, hour }
}

function vzdumpJob(customer: string, domain: string, hour: number): FleetJob {
  const report = (at: string, outcome: Outcome) =>
    vzdumpMail({
      node: `pve01.${domain}`,
      date: at,
      guests: [
        { id: 100, name: 'web01', ok: true },
        { id: 101, name: 'db01', ok: outcome !== 'bad' },
      ],
    })
  return { customer, report, hour }
}

function hyperJob(customer: string, domain: string, task: string, nas: string, hour: number): FleetJob {
  const report = (at: string, outcome: Outcome) =>
    hyperBackupMail({
      task,
      nas,
      ok: outcome !== 'bad',
      date: at,
      prefix: customer,
      from: `${nas} <${nas.toLowerCase()}@${domain}>`,
    })
  return { customer, report, hour }
}

function pbsJob(customer: string, domain: string, hour: number): FleetJob {
  const report = (at: string, outcome: Outcome) =>
    pbsVerifyMail({
      server: 'pbs01',
      domain,
      jobId: 'v-nightly-01',
      datastore: 'backup',
      ok: outcome !== 'bad',
      date: at,
    })
  return { customer, report, hour }
}

/** Mails of last night that nobody approved yet: a new device, a relay's two customers, and one that no parser knows. */
export function strangers(at: string): Buffer[] {
  return [
    vzdumpMail({
      node: 'pve09.nieuwe-klant.example',
      date: at,
      guests: [{ id: 300, name: 'mail01', ok: false, message: 'job timed out' }],
    }),
    hyperBackupMail({ task: 'Cloud', nas: 'DiskStation', ok: true, date: at }),
    hyperBackupMail({ task: 'Cloud', nas: 'DiskStation', ok: false, date: at, prefix: 'Kliniek Zuid' }),
    mail({
      from: 'scripts@bloemen-linde.example',
      to: 'reports@msp.example',
      subject: 'Nightly copy of the till',
      date: at,
      messageId: `till-${at}`,
      text: 'Copied 214 files.',
    }),
  ]
}
