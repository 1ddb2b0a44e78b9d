import type { z } from 'zod'
import { type overridePreviewSchema, PREVIEW_DAYS } from '../../../contract/overrides.ts'
import type { World } from '../../app/world.ts'
import { mayFlagSuccess, type OverrideRule, textOfRun } from '../../domain/override.ts'
import type { Connection } from '../../platform/db.ts'
import { notFound } from '../../platform/refusal.ts'
import { judgeAll, readObjectsToJudge, readRulesFor, readRunsToJudge } from '../runs/index.ts'
import { candidateRuns, type Place } from './candidates.queries.ts'
import { countCustomers, readExamples, readNames, readRank } from './preview.queries.ts'
import { type AskedRule, type AskedScope, ruleAskedFor } from './scope.ts'

type Preview = z.infer<typeof overridePreviewSchema>
type Asked = AskedRule & {
  scope: AskedScope
  replaces?: number | undefined
  ofRunId?: number | undefined
}

/** A preview answers while somebody types, so it looks at so many runs at most, some at a time. */
const LOOKED_AT = 10_000
const CHUNK = 1000
const EXAMPLES = 8
const NAMED = 5

/**
 * What a rule would match among the runs of the last 30 days, judged as if it had been in force all that time, beside the
 * rules that are. Changes nothing.
 */
export async function previewOverride(
  { db, clock }: Pick<World, 'db' | 'clock'>,
  asked: Asked,
): Promise<Preview> {
  const rule = await draftOf(db, asked, clock())
  const since = new Date(Date.parse(clock()) - PREVIEW_DAYS * 86_400_000).toISOString()
  const always: OverrideRule = rule.level === 'run' ? rule : { ...rule, validFrom: since, validUntil: null }
  const span = {
    startsAt: rule.level === 'run' ? rule.validFrom : since,
    endsAt: null,
    withSuccesses: mayFlagSuccess(rule),
  }
  const found = newTally()
  let below: Place | null = null
  while (found.lookedAt < LOOKED_AT) {
    const runs: Place[] = await candidateRuns(db, rule, span, below, CHUNK)
    below = runs.at(-1) ?? null
    const ids = runs.map(({ id }) => id)
    for (const tried of await tryOn(db, always, ids)) take(found, tried, rule)
    found.lookedAt += runs.length
    if (runs.length < CHUNK) {
      found.isComplete = true
      break
    }
  }
  return {
    lookedAt: found.lookedAt,
    isComplete: found.isComplete,
    matched: found.matched,
    becomeSuccess: found.becomeSuccess,
    changeNow: found.changeNow,
    jobs: found.jobIds.size,
    customers: await countCustomers(db, [...found.jobIds]),
    examples: await described(db, found.examples, rule.id),
    ofRun: asked.ofRunId === undefined ? null : await outcomeOf(db, rule, asked.ofRunId),
  }
}

/** The rule as it would stand among the others: the newest, unless it takes the place of one. */
async function draftOf(db: Connection, asked: Asked, now: string): Promise<OverrideRule> {
  const { scope, facts } = await ruleAskedFor(db, asked, now)
  const rank = asked.replaces === undefined ? null : await readRank(db, asked.replaces)
  if (rank === undefined) throw notFound('override')
  return { ...scope, ...facts, id: rank?.id ?? Number.MAX_SAFE_INTEGER, createdAt: rank?.created_at ?? now }
}

type Tried = Awaited<ReturnType<typeof tryOn>>[number]

/** These runs as they would be judged with the rule, and as they are without it. */
async function tryOn(db: Connection, rule: OverrideRule, runIds: readonly number[]) {
  if (runIds.length === 0) return []
  const place = new Map(runIds.map((id, index) => [id, index]))
  const runs = (await readRunsToJudge(db, runIds, false)).toSorted(
    (a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0),
  )
  const others = (await readRulesFor(db, runIds)).filter(({ id }) => id !== rule.id)
  const objects = await readObjectsToJudge(db, runIds, [rule, ...others].some(mayFlagSuccess))
  const without = judgeAll(runs, objects, others)
  return judgeAll(runs, objects, [...others, rule]).map((judged, index) => ({
    ...judged,
    before: without[index]?.judgement.effectiveStatus ?? judged.run.status,
  }))
}

function newTally() {
  return {
    lookedAt: 0,
    isComplete: false,
    matched: 0,
    becomeSuccess: 0,
    changeNow: 0,
    jobIds: new Set<number>(),
    examples: [] as Tried[],
  }
}

function take(found: ReturnType<typeof newTally>, tried: Tried, rule: OverrideRule): void {
  if (!isMatched(tried, rule.id)) return
  found.matched++
  found.jobIds.add(tried.run.jobId)
  if (found.examples.length < EXAMPLES) found.examples.push(tried)
  if (tried.before === 'success' || tried.judgement.effectiveStatus !== 'success') return
  found.becomeSuccess++
  if (isInSpan(rule, tried.run.runAt)) found.changeNow++
}

function isMatched({ judgement }: Tried, ruleId: number): boolean {
  return judgement.overrideId === ruleId || [...judgement.objects.values()].includes(ruleId)
}

function isInSpan({ validFrom, validUntil }: OverrideRule, runAt: string): boolean {
  const at = Date.parse(runAt)
  return Date.parse(validFrom) <= at && (validUntil === null || at < Date.parse(validUntil))
}

async function described(db: Connection, examples: readonly Tried[], ruleId: number) {
  const jobs = await readExamples(
    db,
    examples.map(({ run }) => run.id),
  )
  const met = examples.map(({ objects, judgement }) =>
    objects.find(({ id }) => judgement.objects.get(id) === ruleId),
  )
  const names = await readNames(
    db,
    met.flatMap((object) => object?.id ?? []),
  )
  return examples.flatMap(({ run, judgement }, index) => {
    const job = jobs.get(run.id)
    if (!job) return []
    const object = met[index]
    return [
      {
        runId: run.id,
        job: {
          id: job.job_id,
          name: job.job_name,
          customer: { id: job.customer_id, name: job.customer_name },
        },
        runAt: run.runAt,
        status: run.status,
        object: object ? (names.get(object.id) ?? null) : null,
        text: (object ? object.message : null) ?? textOfRun(run),
        outcome: outcomeIn(judgement, run.status),
      },
    ]
  })
}

function outcomeIn({ effectiveStatus, overrideId }: Tried['judgement'], status: Tried['run']['status']) {
  if (effectiveStatus === 'success' && status !== 'success') return 'success' as const
  return overrideId === null ? ('stays' as const) : ('flagged' as const)
}

/** What becomes of one run by the rule as it is asked for, its time included. */
async function outcomeOf(db: Connection, rule: OverrideRule, runId: number): Promise<Preview['ofRun']> {
  const [tried] = await tryOn(db, rule, [runId])
  if (!tried) return null
  const { judgement } = tried
  const names = await readNames(db, judgement.uncovered.slice(0, NAMED))
  return {
    matched: isMatched(tried, rule.id),
    effectiveStatus: judgement.effectiveStatus,
    uncovered: judgement.uncovered.flatMap((id) => names.get(id) ?? []),
    decidedBy: judgement.overrideId === rule.id ? null : judgement.overrideId,
  }
}
