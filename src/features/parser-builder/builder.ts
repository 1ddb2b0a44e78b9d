import { randomUUID } from 'node:crypto'
import type { RuleDraft } from '../../../contract/parser-rule.ts'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import type { MailPart } from '../../domain/parser-rule.ts'
import { USUAL_STATUS_WORDS } from '../../domain/usual-status-words.ts'
import { type ReadMail, readMail } from '../../parsers/read-mail.ts'
import { PARSERS, recognise } from '../../parsers/registry.ts'
import { compileConditions, partOf } from '../../parsers/rules/conditions.ts'
import { waysToRead } from '../../parsers/rules/point-at.ts'
import { problemsOfRule, ruleParser } from '../../parsers/rules/rule-parser.ts'
import { withRules } from '../../parsers/rules/rule-set.ts'
import { tablesIn } from '../../parsers/rules/tables-in.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import {
  keepSample,
  readRule,
  readRuleSet,
  readRuleVersions,
  readSamples,
  saveRule,
} from '../parser-rules/index.ts'
import { type MessageFields, readMessageFields, readRawBytes } from './builder.queries.ts'
import { agrees, goldenFactsOf } from './golden-samples.ts'
import { writeMail } from './write-mail.ts'

type BuilderWorld = Pick<World, 'db' | 'clock'>

const SHOWN_BODY = 100_000

/** A stored message as rules see it, with a rule to begin with. */
export async function sampleOf({ db }: BuilderWorld, messageId: number) {
  const { message, mail } = await messageToRead(db, messageId)
  return {
    id: message.id,
    fromAddress: message.from_address,
    receivedAt: message.received_at,
    parserId: message.parser_id,
    parts: { from: partOf(mail, 'from'), subject: mail.subject, body: mail.text.slice(0, SHOWN_BODY) },
    isCut: mail.text.length > SHOWN_BODY,
    tables: tablesIn(mail),
    draft: draftFor(mail),
  }
}

/** Ways to read what a person pointed at in a message. */
export async function pointAt(
  { db }: BuilderWorld,
  { messageId, ...pointed }: { messageId: number; part: MailPart; start: number; end: number },
) {
  if (pointed.end <= pointed.start)
    throw new Refusal('nothing_pointed_at', 'Mark some text first.', { status: 422 })
  const { mail } = await messageToRead(db, messageId)
  return waysToRead(mail, pointed)
}

/** What a rule, not kept yet, makes of one message, and who would take the message with the rule in its place. */
export async function tryRule(
  { db }: BuilderWorld,
  { messageId, rule, before }: { messageId: number; rule: RuleDraft; before: string | null },
) {
  const { mail } = await messageToRead(db, messageId)
  const tried = { ...rule, version: 1 }
  const others = (await readRuleSet(db)).rules.filter((placed) => placed.rule.id !== rule.id)
  const list = withRules(PARSERS, { revision: randomUUID(), rules: [...others, { rule: tried, before }] })
  return {
    conditions: rule.conditions.map((condition) => compileConditions([condition])(mail)),
    problems: problemsOfRule(tried),
    result: ruleParser(tried).parse(mail)?.[0] ?? null,
    takenBy: recognise(mail, list)?.parser.id ?? null,
  }
}

/** Keeps a rule and, when it was made from a message that it reads, that message as its golden sample. */
export async function saveBuiltRule(
  world: BuilderWorld,
  actor: Actor,
  input: { rule: RuleDraft; before: string | null; sampleMessageId: number | null },
) {
  const at = world.clock()
  return world.db.transaction().execute(async (tx) => {
    const saved = await saveRule(tx, actor, { rule: input.rule, before: input.before, at })
    if (input.sampleMessageId !== null) {
      const { message, mail } = await messageToRead(tx, input.sampleMessageId)
      const result = ruleParser({ ...input.rule, version: saved.version }).parse(mail)?.[0]
      if (!result)
        throw new Refusal('rule_reads_nothing', 'The rule does not read the message that it was made from.', {
          status: 422,
        })
      const raw = (await readRawBytes(tx, message.id)) ?? (await writeMail(fieldsOf(message)))
      const sample = {
        name: message.subject.slice(0, 200),
        messageId: message.id,
        raw,
        expected: goldenFactsOf(result),
      }
      await keepSample(tx, saved.id, sample, at)
    }
    return saved
  })
}

/** A rule with its versions, and whether its newest version still reads its golden samples as they were read. */
export async function ruleDetail({ db }: BuilderWorld, id: string) {
  const stored = await readRule(db, id)
  if (!stored) throw notFound('parser rule')
  const samples = await readSamples(db, id)
  return {
    ...stored,
    versions: await readRuleVersions(db, id),
    samples: await Promise.all(
      samples.map(async ({ raw, expected, ...sample }) => ({
        ...sample,
        agrees: await agrees(stored.rule, raw, expected),
      })),
    ),
  }
}

/** The fields of a stored message as parsers take them. */
export function fieldsOf(message: MessageFields) {
  return {
    fromAddress: message.from_address,
    fromName: message.from_name,
    subject: message.subject,
    receivedAt: message.received_at,
    text: message.text_body,
    html: message.html_body,
  }
}

async function messageToRead(
  db: World['db'],
  id: number,
): Promise<{ message: MessageFields; mail: ReadMail }> {
  const message = await readMessageFields(db, id)
  if (!message) throw notFound('message')
  return { message, mail: readMail(fieldsOf(message)) }
}

/** A rule to begin with: reports of this sender, their subject as the status, the sender's name as the product. */
function draftFor(mail: ReadMail): RuleDraft {
  const product = (mail.fromName || mail.fromAddress.split('@')[0] || 'Product').slice(0, 100)
  const words = product
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return {
    id: `rule-${words.slice(0, 60).replace(/-+$/, '') || 'report'}`,
    name: `Reports of ${product}`,
    software: product,
    type: 'Backup',
    informational: false,
    cadence: 'report',
    conditions: mail.fromAddress ? [{ part: 'from', how: 'equals', value: mail.fromAddress }] : [],
    jobName: { way: 'between', part: 'subject', before: '', after: '' },
    host: null,
    status: { way: 'between', part: 'subject', before: '', after: '' },
    statusWords: {
      success: [...USUAL_STATUS_WORDS.success],
      warning: [...USUAL_STATUS_WORDS.warning],
      failed: [...USUAL_STATUS_WORDS.failed],
    },
    message: null,
    startedAt: null,
    endedAt: null,
    totalBytes: null,
    objects: null,
  }
}
