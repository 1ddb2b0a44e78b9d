import { doubtSuccess } from '../../domain/success-rules.ts'
import type { Connection } from '../../platform/db.ts'
import {
  type NewSuccess,
  raiseToWarning,
  readNewSuccesses,
  readObjectNames,
} from './judge-success.queries.ts'

/**
 * Raises those of these new runs to a warning whose success our rules doubt. A run is judged once, by the reports before it
 * as they are known at that moment: what arrives later, or again, changes no verdict.
 */
export async function judgeSuccesses(tx: Connection, newRunIds: readonly number[]): Promise<void> {
  if (newRunIds.length === 0) return
  const successes = await readNewSuccesses(tx, newRunIds)
  const names = await readObjectNames(tx, objectsOf(successes))
  const named = (ids: readonly number[]) => ids.flatMap((id) => names.get(id) ?? [])
  await raiseToWarning(
    tx,
    successes.flatMap(({ run_id, kind, total_bytes, object_ids, earlier, switches }) => {
      const report = { kind, totalBytes: total_bytes, objects: named(object_ids) }
      const before = earlier.map(({ objectIds, ...facts }) => ({ ...facts, objects: named(objectIds) }))
      const doubt = doubtSuccess(report, before, switches)
      return doubt ? [{ run_id, ...doubt }] : []
    }),
  )
}

function objectsOf(successes: readonly NewSuccess[]): number[] {
  return [
    ...new Set(
      successes.flatMap(({ object_ids, earlier }) => [
        ...object_ids,
        ...earlier.flatMap(({ objectIds }) => objectIds),
      ]),
    ),
  ]
}
