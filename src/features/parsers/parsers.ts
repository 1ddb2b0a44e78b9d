import type { World } from '../../app/world.ts'
import { localDay } from '../../domain/local-time.ts'
import type { ParserDay } from '../../domain/parser-day.ts'
import { type Drift, driftsOf, driftWindow } from '../../domain/parser-drift.ts'
import type { MailPart, ParserRule } from '../../domain/parser-rule.ts'
import type { Parser } from '../../parsers/parser.ts'
import { PARSERS } from '../../parsers/registry.ts'
import { withRules } from '../../parsers/rules/rule-set.ts'
import { notFound } from '../../platform/refusal.ts'
import { readPlacedRules } from '../parser-rules/index.ts'
import { readSettings } from '../settings/index.ts'
import { type CountedDay, readDays } from './parser-days.queries.ts'
import { chartOf, ratesOf } from './parser-history.ts'

type ParsersWorld = Pick<World, 'db' | 'clock'>
export type ParserAlarm = Drift & { parserId: string }

/** The counts of the list go back so many days, today included. */
const COUNTED_DAYS = 30

/** All parsers, built in and made by users, in the order in which mails are tried; rules that are switched off stand where they would be. */
export async function listParsers(world: ParsersWorld) {
  const { parsers, days, today } = await readAll(world)
  const countedAt = days.reduce<string | null>(
    (newest, { countedAt }) => (newest === null || countedAt > newest ? countedAt : newest),
    null,
  )
  const daysOf = Map.groupBy(days, ({ parserId }) => parserId)
  return {
    rows: parsers.map((listed) => rowOf(listed, daysOf.get(listed.parser.id) ?? [], today)),
    countedAt,
  }
}

/** One parser with its days and how often each fact was found. */
export async function parserById(world: ParsersWorld, id: string) {
  const { parsers, days, today } = await readAll(world, id)
  const listed = parsers.find(({ parser }) => parser.id === id)
  if (!listed) throw notFound('parser')
  return { ...rowOf(listed, days, today), days: chartOf(days, today), rates: ratesOf(days, today) }
}

/** What dropped below its own history, of every parser in use. */
export async function driftAlarms(world: ParsersWorld): Promise<ParserAlarm[]> {
  return (await listParsers(world)).rows.flatMap(({ alarms }) => alarms)
}

type ListedParser = { parser: Parser; rule: ParserRule | null; enabled: boolean; position: number | null }

async function readAll(
  { db, clock }: ParsersWorld,
  id?: string,
): Promise<{ parsers: ListedParser[]; days: CountedDay[]; today: string }> {
  const today = localDay(clock(), (await readSettings({ db })).ui_timezone)
  const rules = await readPlacedRules(db)
  const placed = new Map(rules.map((each) => [each.rule.id, each]))
  let position = 0
  const parsers = withRules(PARSERS, { revision: '', rules }).map((parser) => {
    const { rule = null, enabled = true } = placed.get(parser.id) ?? {}
    if (enabled) position++
    return { parser, rule, enabled, position: enabled ? position : null }
  })
  return { parsers, days: await readDays(db, driftWindow(today).historyFrom, id), today }
}

function rowOf({ parser, rule, enabled, position }: ListedParser, days: readonly ParserDay[], today: string) {
  const countedFrom = Temporal.PlainDate.from(today)
    .subtract({ days: COUNTED_DAYS - 1 })
    .toString()
  const counted = days.filter(({ day }) => day >= countedFrom)
  return {
    position,
    id: parser.id,
    kind: rule ? ('rule' as const) : ('built-in' as const),
    name: rule?.name ?? null,
    software: parser.software,
    types: [...parser.types],
    version: parser.version,
    description: parser.description,
    origin: parser.origin,
    informational: parser.informational,
    cadence: parser.cadence,
    enabled,
    criteria: rule ? conditionsOf(rule) : criteriaOf(parser.criteria),
    examples: [...parser.examples],
    matched: counted.reduce((sum, { messages }) => sum + messages, 0),
    failed: counted.reduce((sum, { failed }) => sum + failed, 0),
    alarms: enabled ? driftsOf(days, today).map((drift) => ({ parserId: parser.id, ...drift })) : [],
  }
}

function criteriaOf({ fromContains, subjectContains, subjectMatches, bodyContains }: Parser['criteria']) {
  const lines = [
    { part: 'From', how: 'contains', texts: fromContains },
    { part: 'Subject', how: 'contains', texts: subjectContains },
    { part: 'Subject', how: 'matches', texts: subjectMatches },
    { part: 'Body', how: 'contains', texts: bodyContains },
  ] as const
  return lines.flatMap(({ texts, ...line }) => (texts?.length ? [{ ...line, texts: [...texts] }] : []))
}

function conditionsOf({ conditions }: ParserRule) {
  return conditions.map(({ part, how, value }) => ({ part: PARTS[part], how, texts: [value] }))
}

const PARTS = { from: 'From', subject: 'Subject', body: 'Body' } as const satisfies Record<MailPart, string>
