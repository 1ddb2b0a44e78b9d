import { useMutation } from '@tanstack/react-query'
import type { z } from 'zod'
import type { Pin } from '../../../../contract/schedule-facts.ts'
import type { schedulesContract } from '../../../../contract/schedules.ts'
import { countOf } from '../../../lib/amounts.ts'
import { api } from '../../../lib/api.ts'
import { notifyDone, notifyProblem, notifyUndoable } from '../../../ui/notify.tsx'
import type { JobSchedule } from '../schedule.ts'

type Done = z.infer<NonNullable<(typeof schedulesContract.pin)['~orpc']['outputSchema']>>

/** What is set for the jobs: null takes a value away, what is left out stays. */
export interface OwnRules {
  graceMinutes?: number | null | undefined
  timeZone?: string | null | undefined
  irregularAfterDays?: number | null | undefined
}

export interface ScheduleChanges {
  pin: (pin: Pin, onPinned?: () => void) => void
  unpin: () => void
  rules: (rules: OwnRules, onSet: () => void) => void
  judge: () => void
  busy: boolean
  /** Why the last change was refused. */
  error: unknown
}

interface Jobs {
  jobIds: readonly number[]
  known: JobSchedule | undefined
  onDone: (() => void) | undefined
}

/** Changes the schedules of some jobs; for one job, whose schedule is known, each change can be taken back for ten seconds. */
export function useScheduleChanges({ jobIds, known, onDone }: Jobs): ScheduleChanges {
  const ids = [...jobIds]
  const pin = useMutation(api.schedules.pin.mutationOptions({ meta: { showsOwnErrors: true } }))
  const unpin = useMutation(api.schedules.unpin.mutationOptions())
  const rules = useMutation(api.schedules.setForJobs.mutationOptions({ meta: { showsOwnErrors: true } }))
  const judge = useMutation(
    api.schedules.judgeNow.mutationOptions({
      onSuccess: ({ raised }) =>
        notifyDone(raised > 0 ? `${countOf(raised, 'missed run')} raised` : 'Judged: nothing new is missed'),
    }),
  )
  const before = known?.pin?.pin
  const takePinBack = () =>
    before ? pin.mutate({ jobIds: ids, pin: before }) : unpin.mutate({ jobIds: ids })
  const tell = (done: Done, what: string, undo: (() => void) | null) => {
    tellRefused(done)
    if (done.changed > 0) {
      if (known && undo) notifyUndoable(what, known.words, undo)
      else notifyDone(what, known ? '' : `For ${countOf(done.changed, 'job')}.`)
    }
    onDone?.()
  }
  return {
    pin: (wanted, onPinned) =>
      pin.mutate(
        { jobIds: ids, pin: wanted },
        {
          onSuccess: (done) => {
            onPinned?.()
            tell(done, wanted.kind === 'none' ? 'No schedule any more' : 'Schedule set by hand', takePinBack)
          },
        },
      ),
    unpin: () =>
      unpin.mutate(
        { jobIds: ids },
        {
          onSuccess: (done) => tell(done, 'Goes by the reports again', before ? takePinBack : null),
        },
      ),
    rules: (wanted, onSet) =>
      rules.mutate(
        { jobIds: ids, ...wanted },
        {
          onSuccess: (done) => {
            onSet()
            const undo = known && (() => rules.mutate({ jobIds: ids, ...ownRulesOf(known) }))
            tell(done, 'Schedule rules changed', undo ?? null)
          },
        },
      ),
    judge: () => ids[0] !== undefined && judge.mutate({ jobId: ids[0] }),
    busy: pin.isPending || unpin.isPending || rules.isPending || judge.isPending,
    error: pin.error ?? rules.error,
  }
}

/** What a job says of its own, null where the customer or the settings hold. */
export function ownRulesOf({ grace, zone, irregularAfterDays }: JobSchedule) {
  return {
    graceMinutes: grace.from === 'job' ? grace.minutes : null,
    timeZone: zone.from === 'job' ? zone.name : null,
    irregularAfterDays,
  }
}

/** Says what a bulk change could not do. */
export function tellRefused({ refused }: Done): void {
  const [first] = refused
  if (first) notifyProblem({ detail: `${countOf(refused.length, 'job')} left as it was: ${first.reason}` })
}
