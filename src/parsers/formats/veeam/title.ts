export type Title = {
  type: string
  name: string
  /** 'full', 'incremental', …, as the title says it. */
  kind: string | null
  isRetry: boolean
}

/** The type and name in `Backup Copy job: Offsite\Daily (Full) (Retry 1)` and its kin; null for any other line. */
export function readTitle(line: string, subject: string): Title | null {
  const text = line.slice(0, MAX_TITLE).trim()
  const special = SPECIAL.map(({ type, pattern }) => ({ type, name: pattern.exec(text)?.[1] })).find(
    (each) => each.name,
  )
  if (special?.name) return { type: special.type, ...cutSuffixes(special.name, subject) }
  const colon = text.indexOf(':')
  const label = colon > 0 && colon <= MAX_LABEL ? text.slice(0, colon).trim().toLowerCase() : ''
  const name = text.slice(colon + 1).trim()
  const type = IS_LABEL.test(label) ? jobType(label) : null
  return type && name ? { type, ...cutSuffixes(name, subject) } : null
}

/** The type behind a title's label such as `file backup job`; null for sessions that are no backup of any kind we know. */
function jobType(label: string): string | null {
  return JOB_TYPES.find(({ pattern }) => pattern.test(label))?.type ?? null
}

/** The name without '(Incremental)', '(Retry 2)'; a suffix that the subject prints too is part of the name. */
export function cutSuffixes(printed: string, subject: string): Omit<Title, 'type'> {
  const title: Omit<Title, 'type'> = { name: printed.trim(), kind: null, isRetry: false }
  for (let round = 0; round < 2; round++) {
    const open = title.name.lastIndexOf(' (')
    const suffix = open > 0 && title.name.endsWith(')') ? title.name.slice(open + 2, -1).toLowerCase() : ''
    const isRetry = /^retry(?: \d{1,3})?$/.test(suffix)
    const isKind = !isRetry && title.kind === null && KINDS.has(suffix)
    if ((!isRetry && !isKind) || subject.includes(title.name)) break
    if (isRetry) title.isRetry = true
    else title.kind = suffix
    title.name = title.name.slice(0, open).trim()
  }
  return title
}

/** Veeam Backup for Microsoft 365 leaves out the word 'job'. */
const IS_LABEL = /(?:^|\s)(?:job|policy)$|^backup(?: copy)?$/
const MAX_TITLE = 400
const MAX_LABEL = 60
const KINDS = new Set([
  'full',
  'active full',
  'synthetic full',
  'incremental',
  'reverse incremental',
  'differential',
  'log',
  'transaction log',
])

const SPECIAL: readonly { type: string; pattern: RegExp }[] = [
  { type: 'Configuration Backup', pattern: /^configuration backup for (\S.*)$/i },
  { type: 'Scale-out Backup Repository', pattern: /^scale-out backup repository:? (\S.*)$/i },
  { type: 'Health Check', pattern: /^(?:backup )?health ?check(?: for|:) (\S.*)$/i },
]

/** From the most telling word to the least: `file backup to tape` is a tape job, `agent backup copy` a copy. */
const JOB_TYPES: readonly { type: string; pattern: RegExp }[] = [
  { type: 'Health Check', pattern: /health ?check/ },
  { type: 'SureBackup Job', pattern: /sure ?(?:backup|replica)/ },
  { type: 'Tape Job', pattern: /\btapes?\b/ },
  { type: 'Backup Copy Job', pattern: /\bcopy\b/ },
  { type: 'MongoDB Backup Job', pattern: /mongo/ },
  { type: 'Agent Backup Policy', pattern: /\bagent\b.*\bpolicy$/ },
  { type: 'Agent Backup Job', pattern: /\b(?:agent|endpoint)\b/ },
  { type: 'Application Backup Policy', pattern: /\bapplication\b|\bdatabase\b.*\bpolicy\b/ },
  { type: 'Replication Job', pattern: /\breplica(?:tion)?\b|\bcdp\b/ },
  { type: 'File Backup Job', pattern: /\b(?:file|file share|nas|object storage|unstructured data) backup\b/ },
  { type: 'Backup Job', pattern: /\bbackup(?: job)?$/ },
]
