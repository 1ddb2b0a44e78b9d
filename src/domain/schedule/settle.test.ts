import { describe, expect, it } from 'vitest'
import { readArrivals } from './arrivals.ts'
import { localClock } from './local-clock.ts'
import { type PlannedRun, type SlotState, settle } from './settle.ts'
import { HOUR, MINUTE } from './units.ts'

const clock = localClock('UTC')
const at = (time: string) => Date.parse(`2026-06-${time}Z`)

function slot(time: string, state: SlotState = 'open', kind: PlannedRun['kind'] = 'slot'): PlannedRun {
  const moment = at(time)
  const window = { opens: moment - 15 * MINUTE, closes: moment + 15 * MINUTE }
  return { at: moment, ...window, deadline: moment + 2 * HOUR, kind, slot: null, state }
}

const settled = (planned: readonly PlannedRun[], ...arrivals: string[]) =>
  settle(planned, readArrivals(arrivals.map(at), clock)).map(({ at: time, becomes, wasMissed }) => [
    new Date(time).toISOString().slice(8, 16),
    becomes,
    wasMissed,
  ])

describe('a run that arrives', () => {
  it('in the window of a slot is that slot’s', () => {
    expect(settled([slot('10T22:00')], '10T22:03')).toEqual([['10T22:00', 'came', false]])
  })

  it('after the deadline and before the next window closes the newest missed run', () => {
    const planned = [slot('09T22:00', 'missed'), slot('10T22:00', 'missed'), slot('11T22:00')]
    expect(settled(planned, '11T06:00')).toEqual([['10T22:00', 'late', true]])
  })

  it('after it had waited in the Inbox withdraws the slot that it came in', () => {
    const planned = [slot('09T22:00', 'missed'), slot('10T22:00', 'missed'), slot('11T22:00')]
    expect(settled(planned, '09T22:05')).toEqual([['09T22:00', 'came', true]])
  })

  it('never satisfies two slots, and changes none that has its run', () => {
    const planned = [slot('10T20:00', 'came'), slot('10T22:00', 'missed')]
    expect(settled(planned, '10T20:02')).toEqual([])
    expect(settled(planned, '10T20:02', '10T22:10')).toEqual([['10T22:00', 'came', true]])
  })

  it('ends a silence whenever it comes, in time or late', () => {
    expect(settled([slot('10T22:00', 'open', 'silence')], '10T23:00')).toEqual([['10T22:00', 'came', false]])
    expect(settled([slot('10T22:00', 'missed', 'silence')], '14T09:00')).toEqual([['10T22:00', 'late', true]])
    expect(settled([slot('10T22:00', 'missed', 'silence')])).toEqual([])
  })

  it('is noted for a slot that a holiday excused', () => {
    expect(settled([slot('10T22:00', 'excused')], '10T22:01')).toEqual([['10T22:00', 'came', false]])
    expect(settled([slot('10T22:00', 'excused')], '11T12:00')).toEqual([])
  })
})
