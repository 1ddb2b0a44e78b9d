/** The three statuses a report can claim; a run that never came is a run with `missed = true`, not a fourth word here. */
export const STATUSES = ['success', 'warning', 'failed'] as const
export type Status = (typeof STATUSES)[number]

const SEVERITY: Record<Status, number> = { failed: 2, warning: 1, success: 0 }

/** The most severe of the given statuses; of none at all it is `warning`, because an empty report is never a success (product.md section 3). */
export function worstStatus(statuses: readonly Status[]): Status {
  let worst: Status | null = null
  for (const status of statuses) {
    if (worst === null || SEVERITY[status] > SEVERITY[worst]) worst = status
  }
  return worst ?? 'warning'
}

/** Sort rank of an object in every list: failed first, then warnings, then any object that carries an error text, then the rest. */
export function objectSeverityRank(object: { status: Status; message: string | null }): number {
  if (object.status === 'failed') return 0
  if (object.status === 'warning') return 1
  return object.message ? 2 : 3
}
