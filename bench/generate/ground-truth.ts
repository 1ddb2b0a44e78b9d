import { dateText, localDayOf } from './days.ts'
import type { PlannedRun, RunStatus } from './runs.ts'
import { NOW, type Plan, ZONE } from './scale.ts'

type Counts = Record<RunStatus, number>

/** What is in a generated installation, counted while it was made and not read from the database. Days and months are those of `zone`. */
export type GroundTruth = {
  scale: string
  seed: number
  now: string
  zone: string
  customers: { total: number; active: number }
  jobs: { total: number; archived: number; ofInactiveCustomers: number; bySoftware: Record<string, number> }
  runs: {
    total: number
    byStatus: Counts
    byEffectiveStatus: Counts
    overridden: number
    /** By month and the reported status. */
    byMonth: Record<string, Counts>
    /** By customer id and month: effective status. */
    byCustomerMonth: Record<string, Record<string, Counts>>
    /** By day, the last thirty days: effective status. */
    byDay: Record<string, Counts>
  }
  /** `inQueue`: of unarchived jobs of active customers, which is what Run Checks shows. */
  unreviewed: { total: number; byEffectiveStatus: Counts; inQueue: { jobs: number; runs: Counts } }
  objects: { total: number; ofRuns: number; ofRunsByStatus: Record<string, number> }
  mails: { filed: number; inInbox: number; probable: number }
  reviewEvents: number
  overrides: number
  tickets: { total: number; resolved: number }
  remarks: { total: number; resolved: number }
}

export const DAYS_IN_DETAIL = 30

const none = (): Counts => ({ success: 0, warning: 0, failed: 0, missed: 0 })

/** A ground truth without runs, for the tally to fill. */
export function emptyTruth(plan: Plan): GroundTruth {
  return {
    scale: plan.scale.name,
    seed: plan.seed,
    now: new Date(NOW).toISOString(),
    zone: ZONE,
    customers: { total: 0, active: 0 },
    jobs: { total: 0, archived: 0, ofInactiveCustomers: 0, bySoftware: {} },
    runs: {
      total: 0,
      byStatus: none(),
      byEffectiveStatus: none(),
      overridden: 0,
      byMonth: {},
      byCustomerMonth: {},
      byDay: {},
    },
    unreviewed: { total: 0, byEffectiveStatus: none(), inQueue: { jobs: 0, runs: none() } },
    objects: { total: 0, ofRuns: 0, ofRunsByStatus: { success: 0, warning: 0, failed: 0 } },
    mails: { filed: 0, inInbox: 0, probable: 0 },
    reviewEvents: 0,
    overrides: 0,
    tickets: { total: 0, resolved: 0 },
    remarks: { total: 0, resolved: 0 },
  }
}

/** Counts runs into a ground truth, one after the other. */
export function tallyInto(truth: GroundTruth) {
  const jobsInQueue = new Set<number>()
  const today = localDayOf(NOW)
  return (run: PlannedRun, effective: RunStatus, isReviewed: boolean): void => {
    const { runs, unreviewed } = truth
    const day = localDayOf(run.at)
    const date = dateText(day)
    const month = date.slice(0, 7)
    runs.total++
    runs.byStatus[run.status]++
    runs.byEffectiveStatus[effective]++
    if (effective !== run.status) runs.overridden++
    countIn(runs.byMonth, month)[run.status]++
    const customer = run.job.customer.id
    runs.byCustomerMonth[customer] ??= {}
    countIn(runs.byCustomerMonth[customer], month)[effective]++
    if (day > today - DAYS_IN_DETAIL) countIn(runs.byDay, date)[effective]++
    if (isReviewed) truth.reviewEvents++
    else {
      unreviewed.total++
      unreviewed.byEffectiveStatus[effective]++
      if (run.job.archived || !run.job.customer.active) return
      unreviewed.inQueue.runs[effective]++
      jobsInQueue.add(run.job.id)
      unreviewed.inQueue.jobs = jobsInQueue.size
    }
  }
}

/** The counts of a key, made when they are asked for the first time. */
export function countIn(of: Record<string, Counts>, key: string): Counts {
  const counts = of[key] ?? none()
  of[key] = counts
  return counts
}
