import { randomUUID } from 'node:crypto'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import type { ReportedResult } from '../../parsers/parser.ts'
import type { Connection } from '../../platform/db.ts'
import { readRuleSet } from '../parser-rules/index.ts'
import { type RefreshedRuns, type RunRules, refreshRuns } from '../runs/index.ts'
import { readSettings } from '../settings/index.ts'
import { type FilingTally, fileMessages, reportOf } from './file-reports.ts'
import { lockIdentities } from './filing.queries.ts'
import { rulesOf } from './ingest.ts'
import { parseOutcome, readStored } from './read-stored.ts'
import { lockForRereading, type RereadMessage, stopIgnoring } from './reread.queries.ts'
import { type ParseOutcome, readStoredMessages, saveParseOutcomes } from './store.queries.ts'

type RereadWorld = Pick<World, 'db' | 'clock' | 'mailReader'>

export type Reread = {
  /** How the messages were read now. */
  parsed: number
  unparsed: number
  errors: number
  /** How many left the Inbox for their jobs. */
  autoApproved: number
  refreshed: RefreshedRuns
  /** Messages that would no longer be read as they were filed: they and their runs stay as they are. */
  keptAsRead: number
  /** The messages with filed results that were read: what they said before and say now, and the job of each result. */
  filed: readonly FiledTwice[]
}

export type FiledTwice = {
  message: { id: number; from_address: string; plus_tag: string | null }
  before: readonly ReportedResult[] | null
  after: readonly ReportedResult[] | null
  jobs: ReadonlyMap<string, number>
}

type Taken = { message: RereadMessage; outcome: ParseOutcome }

/**
 * Reads stored messages again with the present parsers and carries out what follows, in one transaction under the identity
 * lock: those of the Inbox are filed as on import, those that were filed keep their jobs while their runs take the new facts,
 * and results that are new wait for a person. Called again it changes nothing. `within` runs in the same transaction; when
 * `go` says no, nothing is done and null is given back.
 */
export async function rereadMessages(
  world: RereadWorld,
  actor: Actor,
  ids: readonly number[],
  more: {
    go?: (tx: Connection) => Promise<boolean>
    within?: (tx: Connection, done: Reread) => Promise<void>
  } = {},
): Promise<Reread | null> {
  const outcomes = await outcomesOf(world, ids)
  const rules = rulesOf(world, await readSettings(world))
  return world.db.transaction().execute(async (tx) => {
    await lockIdentities(tx)
    if (more.go && !(await more.go(tx))) return null
    const done = await carryOut(tx, await lockForRereading(tx, ids), outcomes, rules, actor)
    await more.within?.(tx, done)
    return done
  })
}

async function outcomesOf(
  world: RereadWorld,
  ids: readonly number[],
): Promise<ReadonlyMap<number, ParseOutcome>> {
  if (ids.length === 0) return new Map()
  const messages = await readStoredMessages(world.db, ids)
  const readings = await readStored(world, messages, await readRuleSet(world.db))
  return new Map(readings.map(({ id, reading, from }) => [id, parseOutcome(id, reading, from)]))
}

async function carryOut(
  tx: Connection,
  messages: readonly RereadMessage[],
  outcomes: ReadonlyMap<number, ParseOutcome>,
  rules: RunRules,
  actor: Actor,
): Promise<Reread> {
  const read = messages.flatMap((message): Taken[] => {
    const outcome = outcomes.get(message.id)
    return outcome ? [{ message, outcome }] : []
  })
  const taken = read.filter((each) => !losesWhatWasFiled(each))
  if (taken.length > 0)
    await saveParseOutcomes(
      tx,
      taken.map(({ outcome }) => outcome),
      rules.now,
    )
  const readAnew = taken.map(withOutcome)
  const inInbox = readAnew.filter((message) => message.location === 'inbox')
  const filed = readAnew.filter((message) => message.location === 'processed' && message.parsed !== null)
  const fromInbox = await fileMessages(tx, inInbox, rules)
  await stopIgnoring(
    tx,
    filed.map((message) => message.id),
  )
  await fileMessages(tx, filed.map(openingNewResults), rules)
  const reports = readAnew.flatMap((message) =>
    (message.parsed ?? []).map((result) => reportOf(message, result)),
  )
  const refreshed = await refreshRuns(tx, reports, rules, { actor, batchId: randomUUID() })
  return tallyOf(read, taken, fromInbox, refreshed)
}

/** Whether a message that was filed by what it said would now say nothing: then it keeps what it had, and is told of. */
function losesWhatWasFiled({ message, outcome }: Taken): boolean {
  if (outcome.parse_state === 'parsed' || message.parse_state !== 'parsed') return false
  return message.location === 'processed' || message.settled !== null
}

function withOutcome({ message, outcome }: Taken): RereadMessage {
  const { parse_state, parser_id, parser_version } = outcome
  return { ...message, parse_state, parser_id, parser_version, parsed: outcome.parsed }
}

/** A message that already was a report may bring further results; one that was noise so far is filed as if it came now. */
function openingNewResults(message: RereadMessage): RereadMessage {
  return { ...message, newResultsWait: message.settled !== null }
}

function tallyOf(
  read: readonly Taken[],
  taken: readonly Taken[],
  fromInbox: FilingTally,
  refreshed: RefreshedRuns,
): Reread {
  const count = (state: ParseOutcome['parse_state']) =>
    read.filter(({ outcome }) => outcome.parse_state === state).length
  return {
    parsed: count('parsed'),
    unparsed: count('unparsed'),
    errors: count('error'),
    autoApproved: fromInbox.autoApproved,
    refreshed,
    keptAsRead: read.length - taken.length,
    filed: taken.filter(({ message }) => message.settled !== null).map(filedTwice),
  }
}

function filedTwice({ message, outcome }: Taken): FiledTwice {
  const settled = Object.entries(message.settled ?? {})
  return {
    message,
    before: message.parsed,
    after: outcome.parsed,
    jobs: new Map(settled.flatMap(([key, { job_id }]) => (job_id === null ? [] : [[key, job_id]]))),
  }
}
