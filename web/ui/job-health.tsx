import { Text } from '@mantine/core'
import type { z } from 'zod'
import type { jobHealthSchema } from '../../contract/base.ts'
import { TimeAgo } from './instant.tsx'
import classes from './job-health.module.css'

export type Health = z.infer<typeof jobHealthSchema>

/** "3 days ago · 2 in a row": the last good backup and the failures since, for a table cell. */
export function LastGood({ health }: { health: Health }) {
  if (health.runCount === 0)
    return (
      <Text span size="sm" c="dimmed">
        no reports yet
      </Text>
    )
  return (
    <span className={classes.cell}>
      {health.lastGoodAt ? <TimeAgo at={health.lastGoodAt} /> : <b className={classes.bad}>never</b>}
      {health.failuresInRow > 0 && <FailuresInRow count={health.failuresInRow} />}
    </span>
  )
}

/** The same as a sentence, for a header. */
export function HealthSentence({ health }: { health: Health }) {
  if (health.runCount === 0) return <>No reports yet</>
  return (
    <>
      {health.lastGoodAt ? (
        <>
          Last good backup <TimeAgo at={health.lastGoodAt} />
        </>
      ) : (
        <b className={classes.bad}>No good backup so far</b>
      )}
      {health.failuresInRow > 0 && (
        <>
          ,{' '}
          <b className={classes.bad}>
            {failures(health.failuresInRow)}
            {health.failuresInRow > 1 && ' in a row'}
          </b>
        </>
      )}
    </>
  )
}

function FailuresInRow({ count }: { count: number }) {
  return (
    <b className={classes.bad} title={`${failures(count)} in a row`}>
      {count === 1 ? '1 failure' : `${count} in a row`}
    </b>
  )
}

function failures(count: number): string {
  return count === 1 ? '1 failure' : `${count} failures`
}
