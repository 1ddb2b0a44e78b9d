import type { z } from 'zod'
import type {
  changeKindSchema,
  changeRowSchema,
  changeSchema,
  previewSchema,
  proposalSchema,
  readingSchema,
  reparseScopeSchema,
} from '../../../contract/reparse.ts'

/** What the URL of the page says; other pages link to a parser or to a preview. */
export interface ReparseSearch {
  /** The parser whose messages a preview may be started for. */
  parser?: string | undefined
  /** The preview that is open. */
  preview?: number | undefined
  /** Which of its changes are listed. */
  kind?: ChangeFilter | undefined
  /** The change that is open, by its message. */
  message?: number | undefined
  after?: string | undefined
}

export type Preview = z.infer<typeof previewSchema>
export type Scope = z.infer<typeof reparseScopeSchema>
export type ChangeKind = z.infer<typeof changeKindSchema>
export type ChangeFilter = ChangeKind | 'conflicts'
export type ChangeRow = z.infer<typeof changeRowSchema>
export type Change = z.infer<typeof changeSchema>
export type Reading = z.infer<typeof readingSchema>
export type ReadResult = Reading['results'][number]
export type Proposal = z.infer<typeof proposalSchema>

export const CHANGES_PAGE = 50

/** A preview goes on by itself: it is looked at again soon. */
export function isAtWork({ state }: Preview): boolean {
  return state === 'queued' || state === 'running' || state === 'applying'
}

/** What a preview reads, as its title. */
export function scopeTitle(scope: Preview['scope']): string {
  switch (scope.kind) {
    case 'outdated':
      return 'Everything that is out of date'
    case 'parser':
      return `Messages of ${scope.parserId}`
    case 'unread':
      return 'Messages that nothing could read'
    case 'selection':
      return scope.messages === 1 ? 'One message' : `${scope.messages} selected messages`
    case 'draft':
      return `Draft: ${scope.name}`
  }
}
