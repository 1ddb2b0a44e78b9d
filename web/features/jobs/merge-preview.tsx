import { List, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { z } from 'zod'
import type { jobsContract } from '../../../contract/jobs.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { Callout } from '../../ui/callout.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { type Job, nameWithHost } from './jobs-search.ts'

type Preview = z.infer<NonNullable<(typeof jobsContract.mergePreview)['~orpc']['outputSchema']>>

interface MergePreviewProps {
  job: Job
  intoId: number
  /** Whether the two can be merged, as soon as that is known. */
  onPossible: (isPossible: boolean) => void
}

/** What would move to the other job, what to think about before, and that there is no way back. */
export function MergePreview({ job, intoId, onPossible }: MergePreviewProps) {
  const preview = useQuery(
    api.jobs.mergePreview.queryOptions({ input: { id: job.id, intoId }, staleTime: 0 }),
  )
  const isPossible = preview.data?.obstacle === null
  useEffect(() => {
    onPossible(isPossible)
    return () => onPossible(false)
  }, [isPossible, onPossible])
  if (preview.isError) return <ProblemPanel error={preview.error} onRetry={() => void preview.refetch()} />
  if (!preview.data) return <Skeleton height={150} radius="md" />
  const { data } = preview
  if (data.obstacle) return <Callout tone="danger">{data.obstacle}</Callout>
  return (
    <>
      {warnings(job, data).map((warning) => (
        <Callout key={warning} tone="warning">
          {warning}
        </Callout>
      ))}
      <Callout tone="info" title={`${nameWithHost(data.into)} takes over`}>
        <List size="sm" spacing={2}>
          {moves(data).map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </Callout>
      <Callout tone="warning" title="This cannot be undone">
        Links to {nameWithHost(job)} lead to {nameWithHost(data.into)} from then on. Reviews stay as they are,
        in the runs and in the review evidence.
      </Callout>
    </>
  )
}

function moves({ runs, openRuns, identities, heldMessages, scopes, overrides, twins }: Preview): string[] {
  return [
    `${countOf(runs, 'run')}${openRuns > 0 ? `, ${openRuns.toLocaleString('en-GB')} of them not reviewed` : ''}`,
    `${countOf(identities, 'identity', 'identities')} by which reports are recognised, as ${identities === 1 ? 'an alias' : 'aliases'}`,
    heldMessages > 0 && `${countOf(heldMessages, 'held report')}, which become runs`,
    scopes > 0 && `${countOf(scopes, 'ticket or remark', 'tickets and remarks')}`,
    overrides > 0 && `${countOf(overrides, 'override')}, for the runs of both from then on`,
    twins > 0 && `of ${countOf(twins, 'run')} that both have, only the tickets and remarks`,
  ].filter((line) => line !== false)
}

function warnings(job: Job, { differs, into, sharedDays, losesPin }: Preview): string[] {
  const what = [differs.software && 'product', differs.type && 'type'].filter(Boolean).join(' and ')
  return [
    what !== '' &&
      `They differ in their ${what}: ${job.software}, ${job.type} here; ${into.software}, ${into.type} there.`,
    differs.kind &&
      'One is informational or reports only when something happens, the other reports by a schedule.',
    sharedDays > 0 &&
      `Both reported on ${countOf(sharedDays, 'day')} of the last 28. Two devices at work are better kept as two jobs.`,
    losesPin && 'The schedule that was set by hand for this job goes; the other job keeps its own.',
  ].filter((line) => line !== false)
}
