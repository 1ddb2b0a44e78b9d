import { columnsByName } from '../../support/html-table.ts'
import type { FlowRow } from './flow-rows.ts'

export type TenantRow = {
  section: Section
  user: string
  /** The tenant's repository; for replication its hardware plan. */
  repoName: string
  /** What else the row prints, under our own labels and in the order of the report. */
  facts: ReadonlyMap<Fact, string>
  /** The colours of the row and of its cells. */
  colours: (string | null)[]
  /** Whether the row comes from a table of HTML; a text has lost them. */
  hasColours: boolean
  /** Whether the row has all the cells that the header announces. */
  isWhole: boolean
}
export type Section = 'Backup' | 'Replication' | 'Agent'
export type Fact = Exclude<keyof typeof COLUMNS, 'user' | 'repoName' | 'plan'>

/** The tenants of all sections, in the order of the report; empty for any other mail. */
export function readTenantRows(rows: readonly FlowRow[]): TenantRow[] {
  const tenants: TenantRow[] = []
  let heading: Section = 'Backup'
  let header: Header | null = null
  for (const row of rows) {
    const next = readHeader(row, heading)
    if (next) header = next
    else if (row.cells.length === 1) {
      const named = SECTIONS.get(row.cells[0]?.text.replace(/:$/, '').trim().toLowerCase() ?? '')
      if (named) [heading, header] = [named, null]
    } else if (header && row.table === header.table) {
      const tenant = readTenant(row, header, tenants.at(-1))
      if (tenant) tenants.push(tenant)
    }
  }
  return tenants
}

const SECTIONS = new Map<string, Section>([
  ['backup', 'Backup'],
  ['backups', 'Backup'],
  ['replication', 'Replication'],
  ['replicas', 'Replication'],
  ['agent', 'Agent'],
  ['agents', 'Agent'],
])

/** The column titles of all versions: the older ones were shorter. */
const COLUMNS = {
  user: ['user', 'user name', 'tenant', 'tenant name'],
  repoName: ['repository name', 'repo name', 'cloud repository', 'cloud repository name'],
  plan: ['hardware plan', 'hardware plan name', 'hw plan'],
  vms: ['number of vm', 'number of vms', '#vm', '# vm', '#vms', 'vm', 'vms'],
  workstations: [
    'workstation',
    'workstations',
    '#ws',
    '# ws',
    '#workstation',
    '#workstations',
    '#ws+#server',
  ],
  servers: ['server', 'servers', '#server', '# server', '#servers'],
  repository: ['repository', 'backup repository'],
  quota: ['total quota', 'quota'],
  used: ['used space', 'used'],
  free: ['free space', 'free'],
  memory: ['memory'],
  cpu: ['cpu'],
  storage: ['storage'],
  lastActive: ['last active', 'last activity'],
  expires: ['expiration date', 'expiry', 'expiry date', 'expiration'],
} satisfies Record<string, readonly string[]>
const FACTS = [
  ...(['vms', 'workstations', 'servers', 'repository'] as const),
  ...(['used', 'quota', 'free', 'memory', 'cpu', 'storage', 'lastActive', 'expires'] as const),
] satisfies Fact[]

type Columns = Record<keyof typeof COLUMNS, number>
type Header = { columns: Columns; section: Section; table: number; length: number }

function readHeader(row: FlowRow, heading: Section): Header | null {
  if (row.cells.length < MIN_COLUMNS) return null
  const titles = row.cells.map((cell) => cell.text.replace(/\s+/g, ' '))
  const columns = columnsByName(titles, COLUMNS)
  const has = (...names: (keyof Columns)[]): boolean => names.some((name) => columns[name] >= 0)
  const isHeader =
    has('user') && has('repoName', 'plan') && has('lastActive') && has('quota', 'used', 'storage')
  if (!isHeader) return null
  // What it counts tells the section where a heading was lost.
  const section = has('plan') ? 'Replication' : has('workstations', 'servers') ? 'Agent' : heading
  return { columns, section, table: row.table, length: titles.length }
}

const MIN_COLUMNS = 4

function readTenant(row: FlowRow, header: Header, above: TenantRow | undefined): TenantRow | null {
  const { columns, section } = header
  const at = (column: keyof Columns): string => {
    const text = row.cells[columns[column]]?.text.replace(/\s+/g, ' ') ?? ''
    return /^[-–—]$/.test(text) ? '' : text
  }
  const repoName = at(columns.plan >= 0 ? 'plan' : 'repoName')
  // The second repository of a tenant may leave out the name that stands above.
  const user = at('user') || (repoName !== '' && above?.section === section ? above.user : '')
  if (user === '' || /^(?:grand )?total:?$/i.test(user)) return null
  return {
    section,
    user,
    repoName,
    facts: new Map(FACTS.flatMap((fact) => (at(fact) ? [[fact, at(fact)] as const] : []))),
    colours: [row.background, ...row.cells.map((cell) => cell.background)],
    hasColours: row.table !== 0,
    isWhole: row.cells.length >= header.length,
  }
}
