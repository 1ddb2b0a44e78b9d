import type { World } from '../../app/world.ts'
import type { RawReading } from '../../parsers/read-raw.ts'
import { isDatabaseTrouble } from '../../platform/database-trouble.ts'
import { readRuleSet } from '../parser-rules/index.ts'
import type { RunRules } from '../runs/index.ts'
import { readSettings, type Settings } from '../settings/index.ts'
import { type FilingTally, fileMessages } from './file-reports.ts'
import { lockUnfiledMessages, placeMessages, shareIdentities } from './filing.queries.ts'
import { parseOutcome, readStored } from './read-stored.ts'
import {
  type ParseOutcome,
  readStoredMessages,
  saveParseOutcomes,
  waitingMessageIds,
} from './store.queries.ts'
import { type Origin, type RawMail, type Stored, storeMails } from './store.ts'

export type IngestWorld = Pick<World, 'db' | 'clock' | 'log' | 'mailReader'>
export type IngestTally = FilingTally & {
  fetched: number
  newMessages: number
  duplicates: number
  parsed: number
}

const WAITING_BATCH = 100

/**
 * The one way in: raw mails → stored (committed) → parsed (committed) → runs or Inbox (committed). Called again with the
 * same mails it changes nothing; after a crash anywhere `processWaiting` finishes what was stored. `readings`, where they
 * were begun earlier, are used.
 */
export async function ingest(
  world: IngestWorld,
  origin: Omit<Origin, 'receiveAddress'>,
  mails: readonly RawMail[],
  more: { readings?: Promise<RawReading[]> } = {},
): Promise<IngestTally> {
  const { stored, duplicates } = await store(world, origin, mails, more.readings)
  const filed = await fileStored(world, stored)
  return { ...filed, fetched: mails.length, newMessages: stored.length, duplicates }
}

/** The first half of `ingest`. Once it returns the mails are safe: only then may a source move, mark or acknowledge them. */
export async function store(
  world: IngestWorld,
  origin: Omit<Origin, 'receiveAddress'>,
  mails: readonly RawMail[],
  begun?: Promise<RawReading[]>,
): Promise<{ stored: Stored[]; duplicates: number }> {
  const raws = mails.map((mail) => mail.raw)
  const [settings, readings] = await Promise.all([readSettings(world), begun ?? readMails(world, raws)])
  return storeMails(world, { ...origin, receiveAddress: settings.receive_address || null }, mails, readings)
}

/** The second half: what was stored → parsed → runs or Inbox. */
export async function fileStored(
  world: IngestWorld,
  stored: readonly Stored[],
): Promise<FilingTally & { parsed: number }> {
  const outcomes = stored.map(({ id, reading }) => parseOutcome(id, reading, 'raw'))
  if (outcomes.length > 0) await saveOutcomes(world, outcomes)
  const ids = stored.map(({ id }) => id)
  const filed = await fileWaiting(world, ids, rulesOf(world, await readSettings(world)))
  return { ...filed, parsed: outcomes.filter((outcome) => outcome.parse_state === 'parsed').length }
}

/** Reads raw mails by the built-in parsers and the rules that are in use now. */
export async function readMails(
  { db, mailReader }: Pick<World, 'db' | 'mailReader'>,
  mails: readonly Uint8Array[],
): Promise<RawReading[]> {
  return mailReader.readAll(mails, await readRuleSet(db))
}

/** Finishes every message that was stored but not filed, whoever stored it; safe to run at any time, by several processes. `minAgeSeconds` leaves what another process has just stored to that process. */
export async function processWaiting(
  world: IngestWorld,
  minAgeSeconds = 0,
  signal?: AbortSignal,
): Promise<FilingTally> {
  const tally: FilingTally = { autoApproved: 0, leftInInbox: 0, runs: 0, historyRuns: 0, errors: 0 }
  const rules = rulesOf(world, await readSettings(world))
  let ids = await waitingMessageIds(world.db, 0, minAgeSeconds, WAITING_BATCH)
  while (ids.length > 0 && !signal?.aborted) {
    await parseStored(world, ids)
    addTally(tally, await fileWaiting(world, ids, rules))
    ids = await waitingMessageIds(world.db, ids.at(-1) ?? 0, minAgeSeconds, WAITING_BATCH)
  }
  return tally
}

/** Reads stored messages that have no answer yet. */
async function parseStored(world: IngestWorld, ids: readonly number[]): Promise<void> {
  const messages = (await readStoredMessages(world.db, ids)).filter(
    (message) => message.parse_state === 'stored',
  )
  if (messages.length === 0) return
  const readings = await readStored(world, messages, await readRuleSet(world.db))
  const outcomes = readings.map(({ id, reading, from }) => parseOutcome(id, reading, from))
  await saveOutcomes(world, outcomes)
}

/** Together; when one of them cannot be saved, one by one, and of that one the reason. */
async function saveOutcomes(
  { db, clock, log }: IngestWorld,
  outcomes: readonly ParseOutcome[],
): Promise<void> {
  const save = (some: readonly ParseOutcome[]) => saveParseOutcomes(db, some, clock())
  try {
    await save(outcomes)
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    log.error({ err: error }, 'what messages were read as could not be saved together')
    for (const outcome of outcomes)
      await save([outcome]).catch((reason) => {
        if (isDatabaseTrouble(reason)) throw reason
        return save([
          failedOutcome(outcome.id, `What was read of this message could not be saved: ${wordsOf(reason)}`),
        ])
      })
  }
}

/** Files a batch in one transaction; when that fails, one by one, so that one bad message never stops the next. */
async function fileWaiting(
  world: IngestWorld,
  ids: readonly number[],
  rules: RunRules,
): Promise<FilingTally> {
  try {
    return await fileTogether(world, ids, rules)
  } catch (error) {
    if (ids.length <= 1) return setAside(world, ids, error)
    const tally: FilingTally = { autoApproved: 0, leftInInbox: 0, runs: 0, historyRuns: 0, errors: 0 }
    for (const id of ids) addTally(tally, await fileWaiting(world, [id], rules))
    return tally
  }
}

async function fileTogether(
  { db }: IngestWorld,
  ids: readonly number[],
  rules: RunRules,
): Promise<FilingTally> {
  return db.transaction().execute(async (tx) => {
    await shareIdentities(tx)
    return fileMessages(tx, await lockUnfiledMessages(tx, ids), rules)
  })
}

/** A message that cannot be filed stays in the Inbox with the reason; a lost or overloaded database is no fault of the message. */
async function setAside(
  { db, clock, log }: IngestWorld,
  ids: readonly number[],
  error: unknown,
): Promise<FilingTally> {
  const [id] = ids
  if (id === undefined || isDatabaseTrouble(error)) throw error
  log.error({ err: error, messageId: id }, 'a message could not be filed')
  const outcome = failedOutcome(id, `This message could not be filed: ${wordsOf(error)}`)
  await saveParseOutcomes(db, [outcome], clock())
  await placeMessages(db, [{ id, location: 'inbox', job_id: null }], clock())
  return { autoApproved: 0, leftInInbox: 1, runs: 0, historyRuns: 0, errors: 1 }
}

function failedOutcome(id: number, reason: string): ParseOutcome {
  return parseOutcome(id, { kind: 'error', reason }, 'raw')
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** By which rules reports become runs right now. */
export function rulesOf({ clock }: Pick<World, 'clock'>, settings: Settings): RunRules {
  return { now: clock(), timeZone: settings.ui_timezone, historyAfterDays: settings.history_after_days }
}

function addTally(sum: FilingTally, more: FilingTally): void {
  sum.autoApproved += more.autoApproved
  sum.leftInInbox += more.leftInInbox
  sum.runs += more.runs
  sum.historyRuns += more.historyRuns
  sum.errors += more.errors
}
