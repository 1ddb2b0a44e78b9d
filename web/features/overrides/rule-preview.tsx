import { Loader, Skeleton } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { PREVIEW_DAYS } from '../../../contract/overrides.ts'
import { countOf, number } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { Callout } from '../../ui/callout.tsx'
import { Instant } from '../../ui/instant.tsx'
import { StatusIcon, statusWord } from '../../ui/status-badge.tsx'
import type { OverridePreview } from './override.ts'
import classes from './rule-preview.module.css'

type Asked = Parameters<typeof api.overrides.preview.call>[0]

const OUTCOMES = {
  success: { status: 'override', words: 'becomes a success' },
  flagged: { status: null, words: 'is flagged' },
  stays: { status: null, words: 'stays: another object went wrong too' },
} as const

/** What the rule in the fields would match, as it is typed. */
export function RulePreview({ asked, oneRun = false }: { asked: Asked | null; oneRun?: boolean }) {
  const [settled] = useDebouncedValue(asked, 300)
  const preview = useQuery({
    ...api.overrides.preview.queryOptions({
      input: settled ?? { scope: { kind: 'run', runId: 1 } },
      placeholderData: keepPreviousData,
      retry: false,
    }),
    enabled: settled !== null,
  })
  if (asked === null) return null
  if (preview.isError) return <Callout tone="warning">{problemOf(preview.error).detail}</Callout>
  if (!preview.data) return <Skeleton height={120} />
  const { ofRun } = preview.data
  return (
    <section className={classes.root} aria-label="Preview" aria-busy={preview.isFetching}>
      {ofRun && <OfRun ofRun={ofRun} />}
      {!oneRun && <OfThirtyDays preview={preview.data} isFetching={preview.isFetching} />}
    </section>
  )
}

function OfRun({
  ofRun: { matched, effectiveStatus, uncovered, decidedBy },
}: {
  ofRun: NonNullable<OverridePreview['ofRun']>
}) {
  if (effectiveStatus === 'success')
    return <Callout tone="good">This run becomes Success (override).</Callout>
  if (uncovered.length > 0 && matched)
    return (
      <Callout tone="warning">
        This run stays as it is: {uncovered.join(', ')} went wrong too, and no rule covers that.
      </Callout>
    )
  if (decidedBy !== null)
    return <Callout tone="warning">Another override comes first for this run and leaves its status.</Callout>
  return (
    <Callout tone="warning">
      {matched ? 'This run keeps its status.' : 'This rule does not match the run at hand.'}
    </Callout>
  )
}

function OfThirtyDays({ preview, isFetching }: { preview: OverridePreview; isFetching: boolean }) {
  const { lookedAt, isComplete, matched, becomeSuccess, changeNow, jobs, customers, examples } = preview
  const among = isComplete
    ? `of the last ${PREVIEW_DAYS} days`
    : `of the newest ${number(lookedAt)} in the last ${PREVIEW_DAYS} days`
  return (
    <>
      <p className={classes.sum}>
        {matched === 0 ? (
          <>No run {among} matches.</>
        ) : (
          <>
            <b>{countOf(matched, 'run')}</b> {among} {matched === 1 ? 'matches' : 'match'}, in{' '}
            {countOf(jobs, 'job')} of {countOf(customers, 'customer')}; {number(becomeSuccess)} would have
            counted as a success. <b>{number(changeNow)}</b> {changeNow === 1 ? 'changes' : 'change'} when you
            save.
          </>
        )}
        {isFetching && <Loader size={12} ml={8} role="img" aria-label="Looking again" />}
      </p>
      {examples.length > 0 && (
        <ul className={classes.examples} aria-label="Examples">
          {examples.map(({ runId, job, runAt, status, object, text, outcome }) => (
            <li key={runId}>
              <StatusIcon status={OUTCOMES[outcome].status ?? status} />
              <span className={classes.what}>
                <span className={classes.job}>
                  {job.customer.name} — {job.name}
                </span>
                <span className={classes.text} title={text}>
                  {object && `${object}: `}
                  {text || statusWord(status)}
                </span>
              </span>
              <span className={classes.when}>
                <Instant at={runAt} />
                <span>{OUTCOMES[outcome].words}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
