import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { mayFlagSuccess, type OverrideRule } from '../../domain/override.ts'
import type { Connection } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { notFound } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { lockOverrides } from '../runs/index.ts'
import type { Span } from './candidates.queries.ts'
import {
  insertOverride,
  lockOverride,
  type StoredRule,
  setRemoved,
  updateOverride,
} from './change.queries.ts'
import { overrideById } from './overrides.ts'
import { type AskedRule, type AskedScope, factsOf, ruleAskedFor } from './scope.ts'
import { askForSweep, rejudge } from './sweep.ts'

type ChangeWorld = Pick<World, 'db' | 'clock' | 'log' | 'queue'>

/** Makes a rule; the runs that it speaks of are judged anew, the newest before this returns. */
export async function createOverride(
  world: ChangeWorld,
  actor: Actor,
  asked: AskedRule & { scope: AskedScope },
) {
  return changing(world, async (tx, now) => {
    const { scope, facts } = await ruleAskedFor(tx, asked, now)
    const id = await insertOverride(tx, scope, facts, { ...actor, at: now })
    const rule = await stored(tx, id)
    await recordAudit(tx, now, actor, 'override created', `Created override ${id}`, { ...rule })
    return { rule, span: spanOf([rule]) }
  })
}

/** Changes what a rule says; runs of its old and its new time are judged anew. */
export async function changeOverride(world: ChangeWorld, actor: Actor, asked: AskedRule & { id: number }) {
  return changing(world, async (tx, now) => {
    const before = await present(tx, asked.id)
    const facts = factsOf(before.level === 'run' ? criteriaOf(before, asked) : asked, before.validFrom)
    await updateOverride(tx, asked.id, facts, now)
    const rule = await stored(tx, asked.id)
    await recordAudit(tx, now, actor, 'override changed', `Changed override ${asked.id}`, {
      id: asked.id,
      before: { ...before },
      after: { ...rule },
    })
    return { rule, span: spanOf([before, rule]) }
  })
}

/** Removes a rule; its runs count as what was reported, or as another rule says. Removed twice it is removed once. */
export async function removeOverride(world: ChangeWorld, actor: Actor, id: number) {
  const { changedRuns, goesOn } = await changing(world, async (tx, now) => {
    const rule = await present(tx, id)
    await setRemoved(tx, id, now)
    await recordAudit(tx, now, actor, 'override removed', `Removed override ${id}`, { ...rule })
    return { rule, span: spanOf([rule]) }
  })
  return { changedRuns, goesOn }
}

/** Takes the removal of a rule back; one that is there stays as it is. */
export async function restoreOverride(world: ChangeWorld, actor: Actor, id: number) {
  return changing(world, async (tx, now) => {
    const rule = await stored(tx, id)
    if (rule.removedAt !== null) {
      await setRemoved(tx, id, null)
      await recordAudit(tx, now, actor, 'override restored', `Restored override ${id}`, { id })
    }
    return { rule, span: spanOf([rule]) }
  })
}

/** One change at a time, and no run is made meanwhile: none comes in between that neither the change nor its maker judges. */
async function changing(
  world: ChangeWorld,
  change: (tx: Connection, now: string) => Promise<{ rule: OverrideRule; span: Span }>,
) {
  const { id, changed, sweepId } = await world.db.transaction().execute(async (tx) => {
    await lockOverrides(tx)
    const now = world.clock()
    const { rule, span } = await change(tx, now)
    const judged = await rejudge(tx, { id: rule.id, scope: rule }, span, now)
    await publish(tx, 'overrides')
    return { id: rule.id, ...judged }
  })
  if (sweepId !== null) await askForSweep(world, sweepId)
  return {
    override: await overrideById(world, id, { removedToo: true }),
    changedRuns: changed,
    goesOn: sweepId !== null,
  }
}

async function stored(tx: Connection, id: number): Promise<StoredRule> {
  const rule = await lockOverride(tx, id)
  if (!rule) throw notFound('override')
  return rule
}

async function present(tx: Connection, id: number): Promise<StoredRule> {
  const rule = await stored(tx, id)
  if (rule.removedAt !== null) throw notFound('override')
  return rule
}

/** What was marked about one run keeps its criteria: it speaks of that run as it was. */
function criteriaOf(before: StoredRule, asked: AskedRule): AskedRule {
  const { status, text, mode, validFrom } = before
  return { ...asked, status, text, mode, validFrom }
}

/** The time in which one of these rules holds. */
function spanOf(rules: readonly OverrideRule[]): Span {
  const starts = rules.map((rule) => rule.validFrom).toSorted()
  const ends = rules.map((rule) => rule.validUntil)
  return {
    startsAt: starts[0] ?? '-infinity',
    endsAt: ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null),
    withSuccesses: rules.some(mayFlagSuccess),
  }
}
