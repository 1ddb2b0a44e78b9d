/** On which days a slot falls; weekdays count from Monday = 1, days are days since 1970-01-01. */
export type DayRule =
  | { every: 'week'; weekday: number }
  | { every: 'two-weeks'; weekday: number; fellOn: number }
  | { every: 'month'; monthday: number | 'last' }
  | { every: 'month-weekday'; weekday: number; nth: 1 | 2 | 3 | 4 | 'last' }

/** A repeated moment at which a run is expected. Minutes count from midnight of its day; a window over midnight goes on beyond 1440. */
export type Slot = {
  on: DayRule
  minute: number
  window: { from: number; to: number }
  /** Until now the night after the weekday before fits as well: where the two disagree its run may come a week later. */
  orNightBefore?: boolean | undefined
  /** On how many dates a run came, of how many dates since the first of them. */
  hits: number
  opportunities: number
  /** The arrivals this was learned from, epoch milliseconds. */
  restsOn: readonly number[]
}

/** A run every so many milliseconds, all day long or with pauses that repeat. */
export type Interval = {
  every: number
  /** Milliseconds after local midnight when the runs keep to the clock; null when each follows from the one before. */
  phase: number | null
  /** How far arrivals stray from the beat, in milliseconds to either side. */
  stray: number
  hits: number
  last: number
  lastWall: number
  /** Silences of the last three weeks that were longer than the beat (wall times). */
  pauses: readonly { from: number; to: number }[]
  /** How many whole weeks, at most three, the pauses were watched. */
  weeksWatched: number
}

/** At the latest this many milliseconds after the last run (epoch milliseconds) there should be another. */
export type Silence = { last: number; longest: number }

/** What was learned about when a job's runs come. */
export type Schedule =
  | { kind: 'weekly' | 'biweekly' | 'monthly'; slots: readonly Slot[] }
  | { kind: 'interval'; interval: Interval }
  | { kind: 'irregular' | 'learning'; silence: Silence | null }
