import type { Status } from '../../../domain/status.ts'
import { BLANK_OBJECT, BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { parseBytes } from '../../support/sizes.ts'
import { type Fact, readTenantRows, type TenantRow } from './cloud-connect-rows.ts'
import { type FlowRow, flowRows } from './flow-rows.ts'
import { keepWorst } from './keep-worst.ts'
import { textRows } from './report-rows.ts'
import { statusOfRowColours } from './row-colours.ts'

/**
 * The daily report of a Cloud Connect provider. A tenant's row is told by user, section and repository: one tenant may
 * have the same repository under Backup and under Agent, so the job's name says all three.
 */
export const veeamCloudConnect: Parser = {
  id: 'veeam-cloud-connect',
  version: 2,
  software: 'Veeam',
  types: ['Cloud Connect Report'],
  description:
    "A provider's daily Cloud Connect report: one result a tenant, section and repository (for replication the hardware plan). The report has no status words; the colour of the row tells, and one that lost its colours is a warning.",
  origin: 'screenshot',
  criteria: { subjectContains: ['Cloud Connect'], bodyContains: ['User', 'Repository Name', 'Last active'] },
  examples: ['Veeam Cloud Connect daily report'],
  informational: false,
  cadence: 'report',
  match: (mail) => /last activ(?:e|ity)/i.test(mail.htmlText || mail.text),
  parse,
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const rows = [flowRows(mail), textRows(mail).map((row) => ({ ...row, background: null }))]
  for (const each of rows) {
    const tenants = readTenantRows(each)
    if (tenants.length > 0) return resultsOf(tenants, infrastructureTrouble(each))
  }
  return null
}

function resultsOf(tenants: readonly TenantRow[], remark: string | null): ReportedResult[] {
  const results = tenants.map((tenant) => ({ ...tenantResult(tenant), remark }))
  return keepWorst(results, (result) => result.key)
}

function tenantResult(tenant: TenantRow): ReportedResult {
  const { user, section, repoName, facts } = tenant
  const judged = judge(tenant)
  return {
    ...BLANK_RESULT,
    key: [user, section, repoName].join('/').toLowerCase(),
    software: 'Veeam',
    type: 'Cloud Connect Report',
    jobName: [user, section, repoName].filter((part) => part !== '').join(' – '),
    companyName: user,
    ...judged,
    objects: [
      {
        ...BLANK_OBJECT,
        name: repoName || user,
        type: 'cloud_connect_repo',
        status: judged.status,
        message: [
          `Section: ${section}`,
          ...[...facts].map(([fact, text]) => `${LABELS[fact]}: ${text}`),
        ].join('\n'),
        sizeBytes: parseBytes(facts.get('used') ?? ''),
      },
    ],
  }
}

/** What is well has no colour, so a row must be whole and able to show one. */
function judge({ colours, hasColours, isWhole }: TenantRow): { status: Status; statusText: string } {
  const judged = statusOfRowColours(colours)
  if (judged.status !== 'success') return judged
  if (!hasColours) return { status: 'warning', statusText: 'no row colours in plain text' }
  return isWhole ? judged : { status: 'warning', statusText: 'incomplete row' }
}

const LABELS: Record<Fact, string> = {
  vms: 'VMs',
  workstations: 'Workstations',
  servers: 'Servers',
  repository: 'Repository',
  used: 'Used',
  quota: 'Quota',
  free: 'Free',
  memory: 'Memory',
  cpu: 'CPU',
  storage: 'Storage',
  lastActive: 'Last active',
  expires: 'Expires',
}

/** Version 13 says on top how the provider's own servers are: worth reading beside a tenant's row, but no fault of the tenant. */
function infrastructureTrouble(rows: readonly FlowRow[]): string | null {
  const texts = rows.slice(0, 40).map((row) => row.cells.map((cell) => cell.text).join(' '))
  const at = texts.findIndex((text) => /^infrastructure status\b/i.test(text))
  if (at < 0) return null
  const beside = texts[at]?.slice('infrastructure status'.length).replace(/^[\s:]{1,5}/, '') ?? ''
  const state = (beside || texts[at + 1] || '').slice(0, 300)
  return state === '' || /^ok$/i.test(state) ? null : `Infrastructure status: ${state}`
}
