import { createHash } from 'node:crypto'
import type { ChainedLog } from './chained-logs.ts'

/** SHA-256 in hex over a row's facts, its place, and the hash before it (null at the first place): whoever changes a row breaks every later one. */
export function linkHash(
  log: ChainedLog,
  position: number,
  previous: string | null,
  facts: readonly (string | null)[],
): string {
  return createHash('sha256')
    .update(JSON.stringify([log, position, previous, ...facts]))
    .digest('hex')
}
