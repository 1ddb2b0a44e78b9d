import type { ParserRule, RuleCondition, TextWay } from '../../domain/parser-rule.ts'
import { worstStatus } from '../../domain/status.ts'
import { BLANK_RESULT, type Parser, type ReportedResult } from '../parser.ts'
import type { ReadMail } from '../read-mail.ts'
import { parseLocalDateTime } from '../support/dates.ts'
import { parseBytes } from '../support/sizes.ts'
import { compileConditions } from './conditions.ts'
import { compileLinear } from './linear-pattern.ts'
import { compileObjectRows } from './object-rows.ts'
import { compileStatusWords } from './status-words.ts'
import { compileTextWay } from './text-ways.ts'

const MAX_NAME = 200

/** Makes a parser of a user's rule; the rule is only interpreted, never run, and takes a time that grows with the mail alone. */
export function ruleParser(rule: ParserRule): Parser {
  const match = compileConditions(rule.conditions)
  const read = compileResult(rule)
  return {
    id: rule.id,
    version: rule.version,
    software: rule.software,
    types: [rule.type],
    description: rule.name,
    origin: 'user rule',
    criteria: criteriaOf(rule.conditions),
    examples: [],
    informational: rule.informational,
    cadence: rule.cadence,
    match,
    parse: (mail) => (match(mail) ? read(mail) : null),
  }
}

/** What is wrong with a rule's patterns, with the place of each; empty when all can be used. */
export function problemsOfRule(rule: ParserRule): { place: string; problem: string }[] {
  return patternsOf(rule).flatMap(({ place, pattern }) => {
    const compiled = compileLinear(pattern)
    return 'problem' in compiled ? [{ place, problem: compiled.problem }] : []
  })
}

function compileResult(rule: ParserRule): (mail: ReadMail) => ReportedResult[] | null {
  const optional = (way: TextWay | null) => (way ? compileTextWay(way) : () => null)
  const jobName = compileTextWay(rule.jobName)
  const host = optional(rule.host)
  const status = compileTextWay(rule.status)
  const message = optional(rule.message)
  const startedAt = optional(rule.startedAt)
  const endedAt = optional(rule.endedAt)
  const totalBytes = optional(rule.totalBytes)
  const judge = compileStatusWords(rule.statusWords)
  const objectsOf = compileObjectRows(rule.objects, judge)
  return (mail) => {
    const name = oneLine(jobName(mail))
    if (!name) return null
    const overall = judge(status(mail))
    const objects = objectsOf(mail, overall)
    return [
      {
        ...BLANK_RESULT,
        software: rule.software,
        type: rule.type,
        jobName: name,
        host: oneLine(host(mail)),
        // A report that calls itself a success while an object of it failed is not one.
        status: worstStatus([overall.status, ...objects.map((object) => object.status)]),
        statusText: overall.statusText,
        objects,
        startedAt: parseLocalDateTime(startedAt(mail) ?? '', mail.receivedAt),
        endedAt: parseLocalDateTime(endedAt(mail) ?? '', mail.receivedAt),
        totalBytes: parseBytes(totalBytes(mail) ?? ''),
        remark: message(mail),
        informational: rule.informational,
      },
    ]
  }
}

function oneLine(text: string | null): string | null {
  return text?.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME) || null
}

function criteriaOf(conditions: readonly RuleCondition[]): Parser['criteria'] {
  const values = (part: RuleCondition['part'], matches: boolean) =>
    conditions
      .filter((condition) => condition.part === part && (condition.how === 'matches') === matches)
      .map((condition) =>
        condition.how === 'contains' || matches ? condition.value : `${condition.how} ${condition.value}`,
      )
  return {
    fromContains: [...values('from', false), ...values('from', true)],
    subjectContains: values('subject', false),
    subjectMatches: values('subject', true),
    bodyContains: [...values('body', false), ...values('body', true)],
  }
}

function patternsOf(rule: ParserRule): { place: string; pattern: string }[] {
  const ways = { jobName: rule.jobName, host: rule.host, status: rule.status, message: rule.message }
  const times = { startedAt: rule.startedAt, endedAt: rule.endedAt, totalBytes: rule.totalBytes }
  return [
    ...rule.conditions.flatMap(({ how, value }, index) =>
      how === 'matches' ? [{ place: `conditions.${index}.value`, pattern: value }] : [],
    ),
    ...Object.entries({ ...ways, ...times }).flatMap(([place, way]) =>
      way?.way === 'pattern' ? [{ place, pattern: way.pattern }] : [],
    ),
    ...(rule.objects?.way === 'lines' ? [{ place: 'objects', pattern: rule.objects.pattern }] : []),
  ]
}
