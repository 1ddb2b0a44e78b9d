import type { Status } from './status.ts'

/** The parts of a mail that a rule looks at; the body is what a person reads: the text part, or the text of the HTML. */
export const MAIL_PARTS = ['from', 'subject', 'body'] as const
export type MailPart = (typeof MAIL_PARTS)[number]

/** Something that must hold for a mail before a rule reads it; letter case makes no difference. */
export type RuleCondition = {
  part: MailPart
  how: 'contains' | 'equals' | 'starts with' | 'ends with' | 'matches'
  /** Text, or for 'matches' a pattern in RE2's syntax. */
  value: string
}

/** Where a text stands in a mail. */
export type TextWay =
  /** Always this text. */
  | { way: 'fixed'; text: string }
  /** The value of a `Label: value` line, or of the cell after (or the line below) the label. */
  | { way: 'label'; label: string }
  /** What stands between two texts of one line; an empty one means the line's beginning or end. */
  | { way: 'between'; part: MailPart; before: string; after: string }
  /** The first group of a pattern in RE2's syntax, or all of it when it has no group. */
  | { way: 'pattern'; part: MailPart; pattern: string }

/** The words that mean each status; what none of them covers is a warning. */
export type StatusWords = Record<Status, string[]>

/** By which column, named as in the table's header, each fact of an object is read; null: the table doesn't have it. */
export type ObjectColumns = {
  name: string
  status: string | null
  message: string | null
  size: string | null
  transferred: string | null
  started: string | null
  ended: string | null
}

/** Where the objects of a report stand. */
export type ObjectRows =
  /** The rows below a header row: of an HTML table, or of text columns set apart by tabs, bars or two spaces. */
  | { way: 'table'; columns: ObjectColumns; leaveOut: string[] }
  /** Every line that a pattern matches, with the groups `name`, `status`, `message`, `size`. */
  | { way: 'lines'; pattern: string; leaveOut: string[] }

/** A parser made by a user: data, interpreted by `ruleParser`; product.md section 26.4. */
export type ParserRule = {
  /** Stable, `rule-<words>`: runs and messages keep it as their parser's id. */
  id: string
  version: number
  /** What people call it. */
  name: string
  software: string
  type: string
  informational: boolean
  cadence: 'report' | 'event'
  conditions: RuleCondition[]
  jobName: TextWay
  host: TextWay | null
  status: TextWay
  statusWords: StatusWords
  message: TextWay | null
  startedAt: TextWay | null
  endedAt: TextWay | null
  totalBytes: TextWay | null
  objects: ObjectRows | null
}

/** A rule in the one list of parsers: tried before this built-in parser, or (null) after all of them. */
export type PlacedRule = { rule: ParserRule; before: string | null }

/** All rules in use, in order; equal revisions hold equal rules. */
export type RuleSet = { revision: string; rules: readonly PlacedRule[] }

export const NO_RULES: RuleSet = { revision: '', rules: [] }
