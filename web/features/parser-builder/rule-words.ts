import type { z } from 'zod'
import type {
  objectRowsSchema,
  RuleDraft,
  ruleConditionSchema,
  textWaySchema,
} from '../../../contract/parser-rule.ts'
import type { ruleSampleSchema, storedRuleSchema, trialSchema } from '../../../contract/parser-rules.ts'

export type TextWay = z.infer<typeof textWaySchema>
export type Condition = z.infer<typeof ruleConditionSchema>
export type ObjectRows = z.infer<typeof objectRowsSchema>
export type RuleSample = z.infer<typeof ruleSampleSchema>
export type StoredRule = z.infer<typeof storedRuleSchema>
export type RuleResult = z.infer<typeof trialSchema>['result']
export type Part = Condition['part']
/** The facts of a report that one text each says. */
export type Fact = 'jobName' | 'host' | 'status' | 'message' | 'startedAt' | 'endedAt' | 'totalBytes'

export const PARTS: Record<Part, string> = { from: 'From', subject: 'Subject', body: 'Body' }

export const FACTS: readonly { fact: Fact; label: string; needed: boolean; hint: string }[] = [
  {
    fact: 'jobName',
    label: 'Job name',
    needed: true,
    hint: 'Part of the job’s identity: the same in every report',
  },
  { fact: 'host', label: 'Host', needed: false, hint: 'Where one job name occurs on several devices' },
  {
    fact: 'status',
    label: 'Status',
    needed: true,
    hint: 'The text in which the words of step 4 are looked for',
  },
  { fact: 'message', label: 'Message', needed: false, hint: 'What a person should read beside the status' },
  { fact: 'startedAt', label: 'Start', needed: false, hint: 'Date and time as the report prints them' },
  { fact: 'endedAt', label: 'End', needed: false, hint: 'Date and time as the report prints them' },
  { fact: 'totalBytes', label: 'Size', needed: false, hint: 'Size of the source, such as 12,5 GB' },
]

/** How a text is read, as a person would say it. */
export function wayInWords(way: TextWay): string {
  switch (way.way) {
    case 'fixed':
      return `always “${way.text}”`
    case 'label':
      return `what stands behind the label “${way.label}”`
    case 'pattern':
      return `what the pattern finds in the ${PARTS[way.part].toLowerCase()}`
    case 'between': {
      const part = PARTS[way.part].toLowerCase()
      if (way.before === '' && way.after === '')
        return way.part === 'body' ? 'the first line of the body' : `the whole ${part}`
      if (way.before === '') return `the ${part} up to “${way.after}”`
      if (way.after === '') return `the rest of the line behind “${way.before}” in the ${part}`
      return `between “${way.before}” and “${way.after}” in the ${part}`
    }
  }
}

/** An empty text to be filled in by hand. */
export function blankWay(kind: TextWay['way'], before: TextWay | null): TextWay {
  const part = before && 'part' in before ? before.part : 'body'
  switch (kind) {
    case 'fixed':
      return { way: 'fixed', text: '' }
    case 'label':
      return { way: 'label', label: '' }
    case 'between':
      return { way: 'between', part, before: '', after: '' }
    case 'pattern':
      return { way: 'pattern', part, pattern: '' }
  }
}

/** Messages about a draft by the path of its field, such as `conditions.0.value`; the first of each counts. */
export type FieldProblems = ReadonlyMap<string, string>

/** The problem of a field or of anything below it. */
export function problemAt(problems: FieldProblems, path: string): string | undefined {
  for (const [at, message] of problems) if (at === path || at.startsWith(`${path}.`)) return message
  return undefined
}

export type ChangeRule = (patch: Partial<RuleDraft>) => void
