import { describe, expect, it } from 'vitest'
import type { Schedule } from '../../domain/schedule/schedule.ts'
import { bandsOf } from './schedule.wire.ts'

/** A weekly schedule with a slot on a weekday, minutes counted from the midnight before it. */
function slotOn(weekday: number, minute: number, from: number, to: number): Schedule {
  const slot = { on: { weekday }, minute, window: { from, to } }
  return { kind: 'weekly', slots: [slot] } as unknown as Schedule
}

describe('the band of a slot in the chart', () => {
  it('begins on Sunday for a Monday slot right after midnight whose window opens before it', () => {
    expect(bandsOf(slotOn(1, 12, -6, 29))).toEqual([{ weekday: 7, minute: 1452, from: 1434, to: 1469 }])
  })

  it('stands on Monday for a Sunday night that comes after midnight', () => {
    expect(bandsOf(slotOn(7, 1450, 1445, 1470))).toEqual([{ weekday: 1, minute: 10, from: 5, to: 30 }])
  })
})
