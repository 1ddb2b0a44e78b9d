import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { z } from 'zod'
import type { monthDaySchema } from '../../../contract/schedule-facts.ts'
import { countOf } from '../../lib/amounts.ts'
import { longDayName } from '../../lib/instants.ts'
import { dayAfter, weekdayOf } from '../../lib/local-time.ts'
import { StatusIcon, statusWord } from '../../ui/status-badge.tsx'
import classes from './month-view.module.css'
import { WEEKDAYS } from './schedule.ts'

type Day = z.infer<typeof monthDaySchema>

interface MonthGridProps {
  jobId: number
  month: string
  today: string
  days: readonly Day[] | undefined
  onMonth: (by: number) => void
}

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** A square for each day; arrow keys walk over them, Page up and down turn the month, Enter opens the day. */
export function MonthGrid({ jobId, month, today, days, onMonth }: MonthGridProps) {
  const all = daysOf(month)
  const [current, setCurrent] = useState(all.includes(today) ? today : (all[0] ?? ''))
  const grid = useRef<HTMLTableElement>(null)
  const facts = new Map(days?.map((day) => [day.day, day]))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      event.preventDefault()
      return onMonth(event.key === 'PageUp' ? -1 : 1)
    }
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const target = dayAfter(current, step)
    if (!all.includes(target)) return
    setCurrent(target)
    grid.current?.querySelector<HTMLElement>(`[data-day="${target}"]`)?.focus()
  }
  return (
    <table className={classes.grid} ref={grid} aria-label="Days of the month" aria-busy={!days}>
      <thead>
        <tr>
          {WEEKDAYS.map((day) => (
            <th key={day} scope="col">
              {day}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(all).map((week) => (
          <tr key={week.find(Boolean)}>
            {week.map((day, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the place in the week is the identity of an empty cell
              <td key={index}>
                {day && (
                  <Link
                    to="/daily-jobs"
                    search={{ day, open_job_id: jobId }}
                    className={classes.day}
                    data-day={day}
                    data-status={facts.get(day)?.status ?? 'none'}
                    data-today={day === today || undefined}
                    tabIndex={day === current ? 0 : -1}
                    aria-label={wordsOf(day, facts.get(day))}
                    title={wordsOf(day, facts.get(day))}
                    onKeyDown={onKeyDown}
                    onFocus={() => setCurrent(day)}
                  >
                    <span className={classes.number}>{Number(day.slice(8))}</span>
                    <Mark day={facts.get(day)} />
                  </Link>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Mark({ day }: { day: Day | undefined }) {
  if (!day?.status) return null
  return <StatusIcon status={day.status} size={14} />
}

function wordsOf(day: string, facts: Day | undefined): string {
  if (!facts) return longDayName(day)
  const { status, runs, expected, missed, late, excused, holiday } = facts
  const words = [
    status === null ? 'nothing expected' : statusWord(status),
    runs > 0 && countOf(runs, 'run'),
    expected > 0 && `${expected} expected`,
    missed > 0 && `${missed} missed`,
    late > 0 && `${late} late`,
    excused > 0 && `${excused} excused`,
    holiday !== null && `holiday: ${holiday || 'yes'}`,
  ]
  return `${longDayName(day)}: ${words.filter(Boolean).join(', ')}`
}

function daysOf(month: string): string[] {
  const days = Array.from({ length: 31 }, (_, index) => dayAfter(`${month}-01`, index))
  return days.filter((day) => day.startsWith(month))
}

/** Weeks from Monday to Sunday, with holes before the first day and after the last. */
function weeksOf(days: readonly string[]): (string | null)[][] {
  const before = weekdayOf(days[0] ?? '') - 1
  const cells = [...Array.from({ length: before }, () => null), ...days]
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_, index) => cells[7 * week + index] ?? null),
  )
}
