import type { ArrivalWindow } from './arrival-window.ts'
import type { Slot } from './schedule.ts'
import { modulo } from './statistics.ts'
import { MINUTES_A_DAY } from './units.ts'

/**
 * A window of a business day that begins at minute `begins`, told in minutes of the date on which the window begins: for a night
 * over midnight the evening's. `daysLater` says how many days after the business day's own date that is.
 */
export function onItsDate(
  { usual, from, to, core }: ArrivalWindow,
  begins: number,
  daysLater = Math.floor((begins + core.from) / MINUTES_A_DAY),
): Pick<Slot, 'minute' | 'window'> & { daysLater: number } {
  const shift = begins - daysLater * MINUTES_A_DAY
  return {
    daysLater,
    minute: Math.round(usual + shift),
    window: { from: Math.floor(from + shift), to: Math.ceil(to + shift) },
  }
}

/** Whether a slot's run comes after the midnight that ends its day: the night after the first Tuesday. */
export function comesNextDay(minute: number): boolean {
  return minute >= MINUTES_A_DAY
}

/** `HH:MM` of minutes counted from a midnight, also when they go on into the next day. */
export function timeOfDay(minute: number): string {
  const ofDay = modulo(minute, MINUTES_A_DAY)
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`
}
