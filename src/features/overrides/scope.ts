import type { z } from 'zod'
import type { overrideRuleSchema, overrideScopeSchema } from '../../../contract/overrides.ts'
import type { OverrideScope } from '../../domain/override.ts'
import type { Connection } from '../../platform/db.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { jobHas, type RuleFacts, readRunToMark } from './change.queries.ts'

export type AskedScope = z.output<typeof overrideScopeSchema>
export type AskedRule = z.output<typeof overrideRuleSchema>

const NOBODY = { runId: null, jobId: null, objectId: null, software: null, type: null }

/** The scope and facts of the rule that somebody asks for; refused where it could never do what it says. */
export async function ruleAskedFor(
  db: Connection,
  asked: AskedRule & { scope: AskedScope },
  now: string,
): Promise<{ scope: OverrideScope; facts: RuleFacts }> {
  const { scope } = asked
  switch (scope.kind) {
    case 'run':
      return ruleOfRun(db, scope.runId, asked)
    case 'job':
    case 'object': {
      const objectId = scope.kind === 'object' ? scope.objectId : null
      if (!(await jobHas(db, scope.jobId, objectId))) throw notFound(scope.kind)
      const own: OverrideScope = { ...NOBODY, level: 'object', jobId: scope.jobId, objectId }
      return { scope: own, facts: factsOf(asked, now) }
    }
    case 'global': {
      if (scope.software === null && scope.type === null)
        throw new Refusal('no_scope', 'Name the software or the type of job that this rule is for.', {
          status: 422,
        })
      const { software, type } = scope
      return { scope: { ...NOBODY, level: 'global', software, type }, facts: factsOf(asked, now) }
    }
  }
}

/** What a rule is to say from now on; `validFrom` stays as it was unless a time is given. */
export function factsOf(asked: AskedRule, validFrom: string): RuleFacts {
  const facts = {
    status: asked.status,
    text: asked.text.trim(),
    mode: asked.mode,
    treatAsSuccess: asked.treatAsSuccess,
    validFrom: asked.validFrom ? new Date(asked.validFrom).toISOString() : validFrom,
    validUntil: asked.validUntil ? new Date(asked.validUntil).toISOString() : null,
    comment: asked.comment.trim(),
  }
  if (facts.status === 'success' && facts.treatAsSuccess)
    throw new Refusal('nothing_to_do', 'A success needs no override. Choose another status, or flag only.', {
      status: 422,
    })
  if (facts.validUntil !== null && Date.parse(facts.validUntil) < Date.parse(facts.validFrom))
    throw new Refusal('ends_before_it_begins', 'The rule would end before it begins.', { status: 422 })
  return facts
}

/** A person judged this run as it is: should its report be read anew as another status, the mark no longer holds. */
async function ruleOfRun(db: Connection, runId: number, asked: AskedRule) {
  const run = await readRunToMark(db, runId)
  if (!run) throw notFound('run')
  if (run.status === 'missed')
    throw new Refusal('missed_run', 'A run that did not come cannot be marked as a success.')
  if (run.unverified_sender)
    throw new Refusal(
      'unverified_sender',
      'The sender of this run is not verified. Accept the sender instead, if the report is genuine.',
    )
  if (run.status === 'success') throw new Refusal('nothing_to_do', 'This run is a success already.')
  const scope: OverrideScope = { ...NOBODY, level: 'run', runId, jobId: run.job_id }
  const facts = factsOf({ ...asked, validFrom: undefined, validUntil: null }, run.run_at)
  return {
    scope,
    facts: { ...facts, status: run.status as 'warning' | 'failed', text: '', mode: 'contains' as const },
  }
}
