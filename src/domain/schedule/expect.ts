import { dateOf, weekdayOf } from './calendar.ts'
import { fallsOn } from './day-rule.ts'
import type { Asking, Expectation } from './expectation.ts'
import { expectedOfInterval } from './interval-ticks.ts'
import type { DayRule, Schedule, Slot } from './schedule.ts'
import { DAY, MINUTE, WEEK } from './units.ts'

/** What a schedule expects after `after` and not later than `until`, in order of time. */
export function expectedBetween(schedule: Schedule, asking: Asking): Expectation[] {
  switch (schedule.kind) {
    case 'weekly':
    case 'biweekly':
    case 'monthly':
      return expectedOfSlots(schedule.slots, asking)
    case 'interval':
      return expectedOfInterval(schedule.interval, asking)
    case 'irregular':
    case 'learning': {
      if (!schedule.silence) return []
      const { last, longest } = schedule.silence
      const at = last + longest
      const silence = { at, opens: last + 1, closes: at, deadline: at + asking.grace, slot: null }
      return at > asking.after && at <= asking.until ? [{ ...silence, kind: 'silence' }] : []
    }
  }
}

function expectedOfSlots(slots: readonly Slot[], { clock, after, until, grace }: Asking): Expectation[] {
  const found: Expectation[] = []
  // A slot's minutes may go on beyond midnight, and the gap to the next slot is asked for at the end, too.
  const lastDay = Math.floor(clock.toWall(until + 2 * grace) / DAY) + 1
  for (let day = Math.floor(clock.toWall(after) / DAY) - 2; day <= lastDay; day++) {
    const date = dateOf(day)
    for (const slot of slots) {
      if (!fallsOn(slot.on, date)) continue
      // Of a window that reaches into an hour which the clock skips, both ends keep their distance from the slot.
      const at = clock.toInstant(day * DAY + slot.minute * MINUTE)
      const opens = at - (slot.minute - slot.window.from) * MINUTE
      const inDoubt = slot.orNightBefore && !isNightAfter(slot.on, day) ? WEEK : 0
      const closes = at + (slot.window.to - slot.minute) * MINUTE + inDoubt
      found.push({ at, opens, closes, deadline: closes + grace, kind: 'slot', slot })
    }
  }
  // Where the clock skips an hour, the slots in it and after it may fall together: one run, not two.
  const ordered = found.sort((a, b) => a.at - b.at).filter((one, index) => one.at !== found[index - 1]?.at)
  return ordered
    .map((one, index) => {
      const next = ordered[index + 1]
      return next ? { ...one, deadline: one.closes + Math.min(grace, (next.at - one.at) / 2) } : one
    })
    .filter((one) => one.at > after && one.at <= until)
}

/** Whether the first Wednesday of this month also is the night after its first Tuesday. */
function isNightAfter(on: DayRule, day: number): boolean {
  if (on.every !== 'month-weekday') return true
  return fallsOn({ ...on, weekday: weekdayOf(day - 1) }, dateOf(day - 1))
}
