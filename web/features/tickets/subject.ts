import type { RunActionTarget } from '../../lib/run-actions.tsx'
import { type Run, subjectOfRun } from './run-subject.ts'

/** What a new ticket or remark is about: chosen runs and their jobs. */
export interface AlertSubject {
  /** "Bakkerij Voorbeeld — vzdump", "14 jobs". */
  title: string
  /** Linked at once. */
  runIds: readonly number[]
  jobIds: readonly number[]
  /** Objects of the run, when there is one; those with a problem are offered first. */
  objects?: readonly { id: number; name: string; isProblem: boolean }[]
  /** What stands in the description to begin with. */
  template?: string
}

/** What a ticket or remark is to hold for, as the server takes it. */
export interface NewScope {
  kind: 'job' | 'customer' | 'object' | 'customer of job'
  id: number
}

/** The open run, or the chosen jobs of the queue with their runs. */
export function subjectOf(
  { run, title, jobIds, runIds, errorText }: RunActionTarget,
  timeZone: string,
): AlertSubject {
  if (run) return subjectOfRun(run as Run, timeZone)
  return { title, jobIds, runIds, template: errorText ?? '' }
}

/** What a choice of kind means for a subject. */
export function scopesOf(
  { jobIds }: AlertSubject,
  kind: 'job' | 'customer' | 'object',
  objectIds: readonly number[],
): NewScope[] {
  switch (kind) {
    case 'job':
      return jobIds.map((id) => ({ kind, id }))
    case 'customer':
      return jobIds.map((id) => ({ kind: 'customer of job', id }))
    case 'object':
      return objectIds.map((id) => ({ kind, id }))
  }
}
