import { isDeepStrictEqual } from 'node:util'
import type { RuleDraft } from '../../../contract/parser-rule.ts'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { PARSERS } from '../../parsers/registry.ts'
import { problemsOfRule } from '../../parsers/rules/rule-parser.ts'
import type { Connection } from '../../platform/db.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { changePlace, claimRule, insertRuleVersion, readRule } from './parser-rules.queries.ts'

type RulesWorld = Pick<World, 'db' | 'clock'>
export type SavedRule = { id: string; version: number; isNewVersion: boolean }

/**
 * Keeps a rule in the caller's transaction: a version more when something of it changed, else the version that there is.
 * Patterns that cannot be used, a place before a parser that doesn't exist and a built-in parser's id are refused.
 */
export async function saveRule(
  tx: Connection,
  actor: Actor,
  { rule, before, at }: { rule: RuleDraft; before: string | null; at: string },
): Promise<SavedRule> {
  refuseUnusable(rule, before)
  const newest = await claimRule(tx, rule.id, before)
  const known = newest > 0 ? await readRule(tx, rule.id) : null
  if (known) {
    const { version, ...same } = known.rule
    if (isDeepStrictEqual(same, rule)) return { id: rule.id, version, isNewVersion: false }
  }
  const version = newest + 1
  await insertRuleVersion(tx, rule, version, { userId: actor.userId, at })
  await recordAudit(
    tx,
    at,
    actor,
    'parser rule saved',
    `Saved version ${version} of the parser rule ${rule.name}`,
    {
      rule: rule.id,
      version,
      before,
    },
  )
  return { id: rule.id, version, isNewVersion: true }
}

/** Switches a rule on or off, or moves it before another parser of the list (null: behind the built-in ones). */
export async function placeRule(
  { db, clock }: RulesWorld,
  actor: Actor,
  { id, enabled, before }: { id: string; enabled?: boolean | undefined; before?: string | null | undefined },
): Promise<void> {
  if (before !== undefined) refuseUnknownPlace(before)
  await db.transaction().execute(async (tx) => {
    const change = {
      ...(enabled === undefined ? {} : { enabled }),
      ...(before === undefined ? {} : { before_parser_id: before }),
    }
    if (!(await changePlace(tx, id, change))) throw notFound('parser rule')
    await recordAudit(
      tx,
      clock(),
      actor,
      'parser rule changed',
      `Changed the place of the parser rule ${id}`,
      { id, ...change },
    )
  })
}

/** Takes a rule out of the list; its versions stay, for the runs that it once read. */
export async function removeRule({ db, clock }: RulesWorld, actor: Actor, id: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await changePlace(tx, id, { removed_at: clock() }))) throw notFound('parser rule')
    await recordAudit(tx, clock(), actor, 'parser rule removed', `Removed the parser rule ${id}`, { id })
  })
}

function refuseUnusable(rule: RuleDraft, before: string | null): void {
  const [problem] = problemsOfRule({ ...rule, version: 1 })
  if (problem)
    throw new Refusal('unusable_pattern', `${problem.place}: ${problem.problem}`, {
      status: 422,
      data: problem,
    })
  refuseUnknownPlace(before)
}

function refuseUnknownPlace(before: string | null): void {
  if (before !== null && !PARSERS.some((parser) => parser.id === before))
    throw new Refusal('unknown_parser', `There is no built-in parser "${before}" to stand before.`, {
      status: 422,
    })
}
