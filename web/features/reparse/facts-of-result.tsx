import { bytes } from '../../lib/amounts.ts'
import type { ReadResult } from './reparse-search.ts'

export interface Fact {
  label: string
  /** Shown even where both sides agree. */
  always?: boolean
  textOf: (result: ReadResult) => string
}

/** What a report says about a job, apart from its status and objects, in the order in which people read it. */
export const FACTS: readonly Fact[] = [
  { label: 'Job name', always: true, textOf: ({ jobName }) => jobName },
  { label: 'Product', textOf: ({ software, type }) => `${software} · ${type}` },
  { label: 'Host', textOf: ({ host }) => host ?? '' },
  { label: 'Prefix', textOf: ({ subjectPrefix }) => subjectPrefix ?? '' },
  { label: 'Company', textOf: ({ companyName }) => companyName ?? '' },
  { label: 'Status text', textOf: ({ statusText }) => statusText },
  { label: 'Remark', textOf: ({ remark }) => remark ?? '' },
  { label: 'Kind', textOf: ({ kind }) => kind ?? '' },
  { label: 'Started', textOf: ({ startedAt }) => startedAt?.replace('T', ' ') ?? '' },
  { label: 'Ended', textOf: ({ endedAt }) => endedAt?.replace('T', ' ') ?? '' },
  { label: 'Total size', textOf: ({ totalBytes }) => (totalBytes === null ? '' : bytes(totalBytes)) },
  {
    label: 'Transferred',
    textOf: ({ transferredBytes }) => (transferredBytes === null ? '' : bytes(transferredBytes)),
  },
  { label: 'Counts as', textOf: countsAs },
]

function countsAs({ isRetry, isCheck, informational }: ReadResult): string {
  if (isCheck) return 'a check, no backup'
  if (informational) return 'information only'
  return isRetry ? 'a retry' : 'a backup'
}
