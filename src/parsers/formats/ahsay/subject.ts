import { parseLocalDateTime } from '../../support/dates.ts'

export type SubjectFacts = {
  status?: string
  user?: string
  set?: string
  jobId?: string
}

const MAX_SUBJECT = 1000
const JOB_ID = /\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d/

/** The subject of a backup report, in the form of today's versions or of older ones; null for any other. */
export function readReportSubject(subject: string): SubjectFacts | null {
  const short = subject.slice(0, MAX_SUBJECT)
  return readBracketed(short) ?? readSummary(short)
}

/** When a job began, from its id: `2026-09-17-23-00-00`. */
export function timeOfJobId(text: string): string | null {
  const id = JOB_ID.exec(text.slice(0, MAX_SUBJECT))?.[0]
  if (!id) return null
  return parseLocalDateTime(`${id.slice(0, 10)} ${id.slice(11).replaceAll('-', ':')}`, null)
}

const REPORT = /(?:back-?up[ -]?report|report di backup|back-?up ?-?rapport)$/i

/** `Backup Report [OK] > user > set > … 2026-09-17-23-00-00` */
function readBracketed(subject: string): SubjectFacts | null {
  const [head = '', user, set, ...rest] = subject.split('>').map((part) => part.trim())
  const open = head.indexOf('[')
  // A prefix may stand in brackets of its own, so the last pair counts.
  const last = head.lastIndexOf('[')
  if (open < 0 || !head.endsWith(']') || !user || !set) return null
  if (!REPORT.test(head.slice(0, last).trim())) return null
  return { status: head.slice(last + 1, -1).trim(), user, set, jobId: rest.join(' > ') }
}

const SUMMARY = /\b(?:backup summary|back-?up ?samenvatting):/i

/** `Backup Summary: …`: what follows differs between versions, so nothing is read from it but the mark. */
function readSummary(subject: string): SubjectFacts | null {
  return SUMMARY.test(subject) ? {} : null
}
