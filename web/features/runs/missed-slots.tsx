import { Button } from '@mantine/core'
import { useState } from 'react'
import type { z } from 'zod'
import type { missedRunSchema } from '../../../contract/schedule-facts.ts'
import { Facts } from '../../ui/facts.tsx'
import { Instant } from '../../ui/instant.tsx'
import classes from './missed-note.module.css'

export type MissedRun = z.infer<typeof missedRunSchema>

const SHOWN = 3

/** Each slot that was raised, the newest first: its window, its deadline, and why a run was expected then. */
export function MissedSlots({ missed: { slots, jobs } }: { missed: MissedRun }) {
  const [all, setAll] = useState(false)
  const newest = slots.toReversed()
  const shown = all ? newest : newest.slice(0, SHOWN)
  return (
    <>
      <ol className={classes.slots} aria-label="Missed slots">
        {shown.map((slot) => (
          <li key={`${slot.job.id} ${slot.slotAt}`} data-withdrawn={slot.withdrawnAt !== null || undefined}>
            <Facts
              items={[
                ['Job', jobs > 1 ? `${slot.job.customer.name} — ${slot.job.name}` : null],
                ['Expected', <Instant key="slot" at={slot.slotAt} />],
                ['Window', slot.opensAt && <Window opensAt={slot.opensAt} closesAt={slot.closesAt} />],
                ['Deadline', <Instant key="deadline" at={slot.deadlineAt} />],
                ['Raised', <Instant key="raised" at={slot.raisedAt} />],
                ['Withdrawn', slot.withdrawnAt && <Instant at={slot.withdrawnAt} />],
                ['Why', slot.why],
              ]}
            />
          </li>
        ))}
      </ol>
      {newest.length > shown.length && (
        <Button variant="default" size="compact-sm" onClick={() => setAll(true)}>
          Show all {newest.length} slots
        </Button>
      )}
    </>
  )
}

function Window({ opensAt, closesAt }: { opensAt: string; closesAt: string }) {
  return (
    <>
      <Instant at={opensAt} /> to <Instant at={closesAt} />
    </>
  )
}
