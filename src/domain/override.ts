import type { Status } from './status.ts'

export const OVERRIDE_LEVELS = ['run', 'object', 'global'] as const
export type OverrideLevel = (typeof OVERRIDE_LEVELS)[number]

/** How the text of a rule is compared; only `contains` ignores case. */
export const MATCH_MODES = ['contains', 'exact', 'starts with', 'ends with'] as const
export type MatchMode = (typeof MATCH_MODES)[number]

/** Which runs a rule speaks of: one run, a job or one object of it (`object`), or a software and/or type of all customers. */
export type OverrideScope = {
  level: OverrideLevel
  runId: number | null
  jobId: number | null
  objectId: number | null
  software: string | null
  type: string | null
}

/** A standing decision of a person about what runs count as; instants in ISO. */
export type OverrideRule = OverrideScope & {
  id: number
  /** Null: any. */
  status: Status | null
  /** Blank: any. */
  text: string
  mode: MatchMode
  /** False: the runs are flagged and keep their status. */
  treatAsSuccess: boolean
  validFrom: string
  /** Null: without end. A run at this very instant is no longer met. */
  validUntil: string | null
  createdAt: string
}

export type JudgedRun = {
  id: number
  jobId: number
  software: string
  type: string
  runAt: string
  /** What was reported (or what our own doubts made of it), never what an override made of it. */
  status: Status | 'missed'
  statusText: string
  remark: string | null
  /** A success whose sender is in doubt: only a person who accepts the sender makes it green, never a rule. */
  senderInDoubt: boolean
  objects: readonly JudgedObject[]
}

export type JudgedObject = { id: number; status: Status; message: string | null }

export type Judgement = {
  effectiveStatus: Status | 'missed'
  /** The rule that decided about the run or flags it. */
  overrideId: number | null
  /** The rule that covers or flags each object. */
  objects: ReadonlyMap<number, number>
  /** Objects worse than success that no rule covers. */
  uncovered: readonly number[]
}

const BADNESS: Record<Status, number> = { success: 0, warning: 1, failed: 2 }
const RANK: Record<OverrideLevel, number> = { run: 0, object: 1, global: 2 }

/**
 * What a run counts as by these rules (product.md section 10): a rule on the run itself decides, unless an object worse than
 * success that no rule covers remains; else the run is a success when rules cover all its objects that aren't and the run is
 * no worse than they are; else it is what was reported. Rules are judged by the time of the run, so time alone changes nothing.
 */
export function judgeRun(run: JudgedRun, rules: readonly OverrideRule[]): Judgement {
  if (run.status === 'missed' || run.senderInDoubt)
    return { effectiveStatus: run.status, overrideId: null, objects: new Map(), uncovered: [] }
  const present = rules.filter((rule) => speaksOf(rule, run)).toSorted(byPrecedence)
  const ofRun = present.find((rule) => meetsRun(rule, run))
  const ofObjects = new Map<number, OverrideRule>()
  for (const object of run.objects) {
    const rule = present.find((one) => coversObject(one, object, ofRun))
    if (rule) ofObjects.set(object.id, rule)
  }
  const worse = run.objects.filter((object) => object.status !== 'success')
  const uncovered = worse.filter(({ id }) => !ofObjects.get(id)?.treatAsSuccess).map(({ id }) => id)
  const decided = decide(run, ofRun, worse, uncovered, ofObjects)
  const objects = new Map([...ofObjects].map(([id, rule]) => [id, rule.id]))
  return { ...decided, objects, uncovered }
}

/** What a rule compares its text with: the status text and below it the remark. */
export function textOfRun({ statusText, remark }: Pick<JudgedRun, 'statusText' | 'remark'>): string {
  return [statusText, remark].filter((part) => part !== null && part !== '').join('\n')
}

/** Precedence of rules: of one run, then of a job or object, then global; among equals the newest first. */
export function byPrecedence(one: OverrideRule, other: OverrideRule): number {
  return (
    RANK[one.level] - RANK[other.level] ||
    Date.parse(other.createdAt) - Date.parse(one.createdAt) ||
    other.id - one.id
  )
}

/** Whether a rule says something about successes, which only one that flags can. */
export function mayFlagSuccess({ treatAsSuccess, status }: OverrideRule): boolean {
  return !treatAsSuccess && (status === null || status === 'success')
}

function decide(
  run: JudgedRun,
  ofRun: OverrideRule | undefined,
  worse: readonly JudgedObject[],
  uncovered: readonly number[],
  ofObjects: ReadonlyMap<number, OverrideRule>,
): Pick<Judgement, 'effectiveStatus' | 'overrideId'> {
  const status = run.status
  if (ofRun && !ofRun.treatAsSuccess) return { effectiveStatus: status, overrideId: ofRun.id }
  if (ofRun && uncovered.length === 0) return { effectiveStatus: 'success', overrideId: ofRun.id }
  const rules = [...ofObjects.values()].toSorted(byPrecedence)
  const worst = Math.max(...worse.map((object) => BADNESS[object.status]))
  const isNoWorse = status !== 'missed' && status !== 'success' && BADNESS[status] <= worst
  if (worse.length > 0 && uncovered.length === 0 && isNoWorse)
    return { effectiveStatus: 'success', overrideId: rules[0]?.id ?? null }
  const flag = rules.find((rule) => !rule.treatAsSuccess)
  return { effectiveStatus: status, overrideId: flag?.id ?? null }
}

function speaksOf(rule: OverrideRule, run: JudgedRun): boolean {
  if (run.status === 'success' && !mayFlagSuccess(rule)) return false
  switch (rule.level) {
    case 'run':
      return rule.runId === run.id && isInForce(rule, run.runAt)
    case 'object':
      return rule.jobId === run.jobId && isInForce(rule, run.runAt)
    case 'global':
      return (
        (rule.software === null || rule.software === run.software) &&
        (rule.type === null || rule.type === run.type) &&
        isInForce(rule, run.runAt)
      )
  }
}

function isInForce({ validFrom, validUntil }: OverrideRule, runAt: string): boolean {
  const at = Date.parse(runAt)
  return Date.parse(validFrom) <= at && (validUntil === null || at < Date.parse(validUntil))
}

function meetsRun(rule: OverrideRule, run: JudgedRun): boolean {
  return rule.objectId === null && run.status !== 'missed' && meets(rule, run.status, textOfRun(run))
}

/** A decision about one run is one about all that is in it. */
function coversObject(rule: OverrideRule, object: JudgedObject, ofRun: OverrideRule | undefined): boolean {
  if (rule.level === 'run') return rule === ofRun && rule.treatAsSuccess && object.status !== 'success'
  return (
    (rule.objectId === null || rule.objectId === object.id) &&
    meets(rule, object.status, object.message ?? '')
  )
}

function meets({ status, text, mode, treatAsSuccess }: OverrideRule, own: Status, said: string): boolean {
  // There is nothing to make of a success; it can only be flagged.
  if (treatAsSuccess && own === 'success') return false
  return (status === null || status === own) && TEXT_MEETS[mode](said.trim(), text.trim())
}

const TEXT_MEETS: Record<MatchMode, (said: string, text: string) => boolean> = {
  contains: (said, text) => said.toLowerCase().includes(text.toLowerCase()),
  exact: (said, text) => text === '' || said === text,
  'starts with': (said, text) => said.startsWith(text),
  'ends with': (said, text) => said.endsWith(text),
}
