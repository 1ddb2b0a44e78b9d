import type { RunStatus } from '../../../contract/base.ts'
import type { World } from '../../app/world.ts'
import { searchPatterns } from '../../platform/search-terms.ts'
import { readSettings } from '../settings/index.ts'
import type { QueueFilter } from './open-runs.queries.ts'

/** What a request says about which part of the queue it means. */
export type QueueQuery = {
  q?: string | undefined
  status?: RunStatus | undefined
  software?: string | undefined
  type?: string | undefined
  customerId?: number | undefined
  includeReviewed?: boolean | undefined
}

const REVIEWED_DAYS = 3

/** The filter that a request stands for. */
export async function filterOf(
  { db, clock }: Pick<World, 'db' | 'clock'>,
  query: QueueQuery,
): Promise<QueueFilter> {
  const { ui_timezone } = await readSettings({ db })
  return {
    patterns: searchPatterns(query.q),
    status: query.status,
    software: query.software,
    type: query.type,
    customerId: query.customerId,
    reviewedSince: query.includeReviewed ? daysBefore(clock(), REVIEWED_DAYS) : null,
    zone: ui_timezone,
  }
}

function daysBefore(instant: string, days: number): string {
  return Temporal.Instant.from(instant)
    .subtract({ hours: 24 * days })
    .toString()
}
