import { countOf } from '../../lib/amounts.ts'
import type { ScopeTarget } from './alert.ts'

interface Named {
  id: number
  name: string
}

/** What a new ticket or remark is about: chosen runs and their jobs. */
export interface AlertSubject {
  /** Linked at once. */
  runIds: readonly number[]
  jobs: readonly (Named & { customer: Named })[]
  /** Objects of the run, when there is one; those with a problem are offered first. */
  objects?: readonly (Named & { isProblem: boolean })[]
  /** What stands in the description to begin with. */
  template?: string
}

/** "Bakkerij Voorbeeld — vzdump", "14 jobs of 9 customers". */
export function subjectInWords({ jobs }: AlertSubject): string {
  const [only] = jobs
  if (only && jobs.length === 1) return `${only.customer.name} — ${only.name}`
  return `${countOf(jobs.length, 'job')} of ${countOf(customersOf(jobs).length, 'customer')}`
}

/** Each customer once. */
export function customersOf(jobs: AlertSubject['jobs']): Named[] {
  return [...new Map(jobs.map(({ customer }) => [customer.id, customer])).values()]
}

/** What a choice of kind means for a subject. */
export function targetsOf(
  { jobs }: AlertSubject,
  kind: ScopeTarget['kind'],
  objectIds: readonly number[],
): ScopeTarget[] {
  switch (kind) {
    case 'job':
      return jobs.map(({ id }) => ({ kind, id }))
    case 'customer':
      return customersOf(jobs).map(({ id }) => ({ kind, id }))
    case 'object':
      return objectIds.map((id) => ({ kind, id }))
  }
}
