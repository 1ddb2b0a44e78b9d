/** A slot whose deadline passed without a run. Instants are epoch milliseconds. */
export type MissedSlot = {
  jobId: number
  at: number
  /** The job's last run before the slot. */
  lastRun: number | null
  /** The last report of the job when that carried other jobs, too: one missing report is one finding. */
  reportId: number | null
}

/** A missed run that nobody has looked at yet. */
export type OpenMissed = {
  runId: number
  jobId: number
  /** Its first slot. */
  at: number
  reportId: number | null
}

/** Slots that become one finding: a new one, or one more of a finding that is still open. */
export type Finding<Slot extends MissedSlot> = {
  runId: number | null
  /** The job that the finding stands at; of a report with several jobs the first one. */
  jobId: number
  slots: readonly Slot[]
}

/**
 * Folds missed slots into findings: misses in a row of one job, without a run between, are one, and so are those of all jobs of
 * one report that stayed away. What continues an open finding counts that one up.
 */
export function foldMissed<Slot extends MissedSlot>(
  missed: readonly Slot[],
  open: readonly OpenMissed[],
): Finding<Slot>[] {
  const groups = Map.groupBy(missed, (slot) =>
    slot.reportId === null ? `${slot.jobId} after ${slot.lastRun}` : `report ${slot.reportId}`,
  )
  return [...groups.values()].map((group) => {
    const slots = group.toSorted((a, b) => a.at - b.at || a.jobId - b.jobId)
    const continued = open.find((run) => slots.some((slot) => continues(slot, run)))
    const jobId = continued?.jobId ?? Math.min(...slots.map((slot) => slot.jobId))
    return { runId: continued?.runId ?? null, jobId, slots }
  })
}

function continues(slot: MissedSlot, run: OpenMissed): boolean {
  if (slot.reportId !== null && slot.reportId === run.reportId) return true
  return slot.jobId === run.jobId && run.at > (slot.lastRun ?? Number.NEGATIVE_INFINITY)
}
