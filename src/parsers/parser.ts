import type { Status } from '../domain/status.ts'
import type { ReadMail } from './read-mail.ts'

/** One thing inside a job that a report lists: a VM, a share, a mailbox, a repository. */
export type ReportedObject = {
  name: string
  /** What kind of thing, in the vendor's words in lower case ('vm', 'host', 'share', 'service', 'snapshot'); null when the report does not say. */
  type: string | null
  status: Status
  /** The vendor's own text about this object, or null. */
  message: string | null
  /** Local date-time without zone, `YYYY-MM-DDTHH:mm:ss`, or with an offset where the report prints one. */
  startedAt: string | null
  endedAt: string | null
  sizeBytes: number | null
  transferredBytes: number | null
}

/** What one report says about one job. Times are as printed: local without zone unless the report prints an offset. */
export type ReportedResult = {
  /** Tells several results of one mail apart (job name, company, …); '' for the only result of a mail. Stable over re-parses. */
  key: string
  software: string
  type: string
  jobName: string
  /** Part of the job's identity where one job name occurs on many devices. */
  host: string | null
  /** The bracketed subject prefix that a device's owner sets (Synology, QNAP), without brackets. */
  subjectPrefix: string | null
  /** The customer's name as a multi-tenant report prints it. */
  companyName: string | null
  status: Status
  /** The vendor's own status wording, always shown to people: 'Error', 'teilweise erfolgreich', … */
  statusText: string
  objects: ReportedObject[]
  startedAt: string | null
  endedAt: string | null
  /** Source or total size of the backed-up data. */
  totalBytes: number | null
  transferredBytes: number | null
  /** Job-level messages worth reading beside the objects, or null. */
  remark: string | null
  /** 'full' | 'incremental' | … where the report says it: reports are compared only with others of their kind. */
  kind: string | null
  isRetry: boolean
  /** Shown for awareness, never a backup: takes no part in schedules. */
  informational: boolean
  /** An integrity check, verification or restore of the job: a run when it failed, but never one that fills a schedule slot. */
  isCheck: boolean
}

export type Parser = {
  /** Stable, lower-case, `<vendor>-<report>`. */
  id: string
  /** Raised whenever the same mail may yield different facts. */
  version: number
  software: string
  types: readonly string[]
  /** One or two sentences for the parsers page: what it reads and what it was built from. */
  description: string
  /** Where the knowledge of the layout comes from. */
  origin: 'received' | 'vendor template' | 'screenshot' | 'manual only' | 'user rule'
  /** Human-readable match criteria for the parsers page. */
  criteria: {
    fromContains?: readonly string[]
    subjectContains?: readonly string[]
    subjectMatches?: readonly string[]
    bodyContains?: readonly string[]
  }
  /** Generic example subjects; no customer names. */
  examples: readonly string[]
  informational: boolean
  /** 'event': mails come only when something happens (alarms, failures); never learned, never missed. */
  cadence: 'report' | 'event'
  /** Cheap look at subject, sender and body: could this be ours? */
  match(mail: ReadMail): boolean
  /** The facts, or null when the mail turns out not to be this report after all. Never throws, bounded steps. */
  parse(mail: ReadMail): ReportedResult[] | null
}

/** A result with every optional fact empty; parsers spread their own facts over it. */
export const BLANK_RESULT = {
  key: '',
  host: null,
  subjectPrefix: null,
  companyName: null,
  objects: [],
  startedAt: null,
  endedAt: null,
  totalBytes: null,
  transferredBytes: null,
  remark: null,
  kind: null,
  isRetry: false,
  informational: false,
  isCheck: false,
} satisfies Partial<ReportedResult>

/** An object with every optional fact empty. */
export const BLANK_OBJECT = {
  type: null,
  message: null,
  startedAt: null,
  endedAt: null,
  sizeBytes: null,
  transferredBytes: null,
} satisfies Partial<ReportedObject>
