import type { z } from 'zod'
import type { reparseScopeSchema } from '../../../contract/reparse.ts'
import type { RuleCondition } from '../../domain/parser-rule.ts'
import type { Connection } from '../../platform/db.ts'
import type { Readers } from './readers.ts'
import {
  type Candidate,
  countPairs,
  countUnread,
  type Pair,
  pairsInStore,
  readByPairs,
  selectionBelow,
  unreadBelow,
  walkBelow,
} from './scope.queries.ts'

export type Scope = z.infer<typeof reparseScopeSchema>

/** The next messages of a scope, newest id first, and down to which id all were looked at (0: nothing is left). */
export type Stretch = { messages: Candidate[]; downTo: number }

/** More than that is not counted. */
export const COUNTED = 100_000
/** Messages that are read together. */
const TOGETHER = 100
/** Of their raw bytes at most so many are in memory at once, unless a single message has more. */
const TOGETHER_BYTES = 16 * 1024 * 1024
/** Rows that one statement looks through for those that a rule's conditions may fit. */
const LOOKED_THROUGH = 20_000

/** The next stretch of a scope below an id. */
export async function nextStretch(
  db: Connection,
  scope: Scope,
  readers: Readers,
  below: number,
): Promise<Stretch> {
  return boundBytes(await stretchBelow(db, scope, readers, below))
}

/** How many messages a scope has, up to `COUNTED` + 1; null where only looking through all of them would tell. */
export async function countScope(db: Connection, scope: Scope, readers: Readers): Promise<number | null> {
  switch (scope.kind) {
    case 'outdated':
      return sum(await countPairs(db, await outdatedPairs(db, readers), COUNTED + 1))
    case 'parser':
      if (conditionsOf(scope.parserId, readers)) return null
      return sum(await countPairs(db, await pairsOfParser(db, scope.parserId), COUNTED + 1))
    case 'unread':
      return countUnread(db, COUNTED + 1)
    case 'selection':
      return scope.ids.length
    case 'draft':
      return null
  }
}

/** The parsers and versions that stored messages were read by and that are no longer in use. */
export async function outdatedPairs(db: Connection, { versions }: Readers): Promise<Pair[]> {
  return (await pairsInStore(db)).filter((pair) => versions.get(pair.parser_id) !== pair.parser_version)
}

async function stretchBelow(db: Connection, scope: Scope, readers: Readers, below: number): Promise<Stretch> {
  switch (scope.kind) {
    case 'outdated':
      return listed(await readByPairs(db, await outdatedPairs(db, readers), below, TOGETHER))
    case 'parser': {
      const conditions = conditionsOf(scope.parserId, readers)
      if (conditions) return walked(db, conditions, scope.parserId, below)
      return listed(await readByPairs(db, await pairsOfParser(db, scope.parserId), below, TOGETHER))
    }
    case 'unread':
      return listed(await unreadBelow(db, below, TOGETHER))
    case 'selection':
      return listed(await selectionBelow(db, scope.ids, below, TOGETHER))
    case 'draft':
      return walked(db, scope.rule.conditions, null, below)
  }
}

function listed(messages: Candidate[]): Stretch {
  return { messages, downTo: messages.length < TOGETHER ? 0 : (messages.at(-1)?.id ?? 0) }
}

async function walked(
  db: Connection,
  conditions: readonly RuleCondition[],
  orReadBy: string | null,
  below: number,
): Promise<Stretch> {
  const { messages, lastLookedAt } = await walkBelow(db, {
    below,
    words: wordsOf(conditions),
    orReadBy,
    lookThrough: LOOKED_THROUGH,
    limit: TOGETHER,
  })
  return { messages, downTo: messages.length < TOGETHER ? lastLookedAt : (messages.at(-1)?.id ?? 0) }
}

async function pairsOfParser(db: Connection, parserId: string): Promise<Pair[]> {
  return (await pairsInStore(db)).filter((pair) => pair.parser_id === parserId)
}

/** A rule that is in use may take more than it has read so far. */
function conditionsOf(parserId: string, { rules }: Readers): readonly RuleCondition[] | null {
  return rules.rules.find(({ rule }) => rule.id === parserId)?.rule.conditions ?? null
}

/**
 * What sender and subject must contain so that these conditions can hold at all, as LIKE patterns: whole words, because
 * stored texts may have other white space, and nothing of letters beyond ASCII, whose forms and cases the database may see
 * otherwise. Never too strict: the rule itself decides.
 */
export function wordsOf(conditions: readonly RuleCondition[]): { part: 'from' | 'subject'; like: string }[] {
  return conditions.flatMap(({ part, how, value }) => {
    if (part === 'body' || how === 'matches') return []
    const words = value.toLowerCase().split(/\s+/).filter(Boolean)
    return words.map((word) => ({
      part,
      like: `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`).replace(/[^\x20-\x7e]+/g, '%')}%`,
    }))
  })
}

function boundBytes({ messages, downTo }: Stretch): Stretch {
  let bytes = 0
  const fitting = messages.findIndex((message, index) => {
    bytes += message.raw_size
    return index > 0 && bytes > TOGETHER_BYTES
  })
  if (fitting === -1) return { messages, downTo }
  const kept = messages.slice(0, fitting)
  return { messages: kept, downTo: kept.at(-1)?.id ?? 0 }
}

function sum(counts: readonly { messages: number }[]): number {
  return counts.reduce((total, { messages }) => total + messages, 0)
}
