import { Skeleton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { z } from 'zod'
import type { runListItemSchema } from '../../../contract/run-checks.ts'
import { raisedInWords } from '../../lib/raised.ts'
import { Instant } from '../../ui/instant.tsx'
import { LateMark } from '../../ui/late-mark.tsx'
import { StatusIcon, shownStatus } from '../../ui/status-badge.tsx'
import classes from './run-dialog.module.css'

export type RunListItem = z.infer<typeof runListItemSchema>

interface RunListProps {
  runs: readonly RunListItem[] | undefined
  current: number | undefined
  onOpen: (runId: number) => void
  footer?: ReactNode
}

/** The runs of a job, newest first. */
export function RunList({ runs, current, onOpen, footer }: RunListProps) {
  const list = useRef<HTMLUListElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when another run is chosen
  useEffect(() => {
    list.current
      ?.querySelector('[aria-current=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <nav className={classes.list} aria-label="Runs">
      <ul className={classes.items} ref={list}>
        {runs
          ? runs.map((run) => (
              <li key={run.id}>
                <button
                  type="button"
                  className={classes.item}
                  aria-current={run.id === current}
                  onClick={() => onOpen(run.id)}
                >
                  <StatusIcon status={shownStatus(run)} size={17} />
                  <span className={classes.when}>
                    <Instant at={run.runAt} />
                  </span>
                  {run.reviewedAt ? (
                    <IconCheck size={15} className={classes.done} aria-label="Reviewed" />
                  ) : (
                    <span />
                  )}
                  <Text run={run} />
                </button>
              </li>
            ))
          : ['one', 'two', 'three'].map((key) => (
              <li key={key}>
                <Skeleton height={34} my={6} />
              </li>
            ))}
      </ul>
      {footer && <div className={classes.footer}>{footer}</div>}
    </nav>
  )
}

function Text({ run: { statusText, raisedBecause, lateRunId } }: { run: RunListItem }) {
  const text = raisedBecause ? raisedInWords(raisedBecause) : statusText
  return (
    <span className={classes.text}>
      {lateRunId !== null && <LateMark />}
      {text}
    </span>
  )
}
