import type { z } from 'zod'
import { type previewSchema, reparseScopeSchema } from '../../../contract/reparse.ts'
import type { PreviewRow } from './previews.queries.ts'
import type { Readers } from './readers.ts'
import type { Scope } from './scope.ts'
import { appliedOf, foundOf } from './sums.ts'

type Preview = z.infer<typeof previewSchema>

/** A preview as the contract names it. */
export function onTheWire(row: PreviewRow, readers: Readers): Preview {
  const scope = reparseScopeSchema.parse(row.scope)
  const found = foundOf(row.found)
  return {
    id: row.id,
    scope: scopeInWords(scope),
    state: row.state,
    obstacle: row.obstacle ?? (row.state === 'ready' ? obstacleOf(row, scope, readers) : null),
    createdAt: row.created_at,
    createdBy: row.created_by_name,
    finishedAt: row.finished_at,
    appliedAt: row.applied_at,
    total: row.total,
    totalIsExact: row.total_is_exact,
    progress: progressOf(row, found.read),
    read: found.read,
    fromRaw: found.fromRaw,
    fromStoredText: found.fromStoredText,
    bounded: row.bounded,
    changedMessages: found.changedMessages,
    changedRuns: found.changedRuns,
    reviewedRuns: found.reviewedRuns,
    byKind: {
      changed: found.changed,
      'newly read': found.newlyRead,
      'no longer read': found.noLongerRead,
      'failed to read': found.failedToRead,
    },
    newResults: found.newResults,
    movedIdentities: found.movedIdentities,
    draft:
      scope.kind === 'draft'
        ? { matches: found.matches, conflicts: found.conflicts, wins: found.wins, loses: found.loses }
        : null,
    applied: row.applied_down_to === null ? null : appliedOf(row.applied),
    keptChanges: row.kept_changes,
  }
}

function scopeInWords(scope: Scope): Preview['scope'] {
  switch (scope.kind) {
    case 'draft':
      return { kind: 'draft', ruleId: scope.rule.id, name: scope.rule.name, before: scope.before }
    case 'selection':
      return { kind: 'selection', messages: scope.ids.length }
    default:
      return scope
  }
}

function obstacleOf(row: PreviewRow, scope: Scope, readers: Readers): string | null {
  if (scope.kind === 'draft')
    return 'A draft is only tried. Save the rule, then start a preview of what it changes.'
  if (row.readers !== readers.fingerprint)
    return 'Parsers or rules changed since this preview was made. Start a new one.'
  return null
}

/** By messages where they were counted, else by ids: those are looked through from the newest down. */
function progressOf(row: PreviewRow, read: number): number {
  if (row.state === 'ready' || row.state === 'applied') return 1
  if (row.applied_down_to !== null)
    return share(row.newest_message_id - row.applied_down_to, row.newest_message_id)
  if (row.total !== null && row.total_is_exact) return share(read, row.total)
  return share(row.newest_message_id - row.read_down_to, row.newest_message_id)
}

function share(part: number, whole: number): number {
  return whole <= 0 ? 1 : Math.min(1, Math.max(0, part / whole))
}
