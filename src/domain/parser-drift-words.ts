import type { Share } from './exact-test.ts'
import type { DriftMeasure } from './parser-day.ts'

type DriftFacts = { measure: DriftMeasure; before: Share; now: Share; since: string }

/** What dropped, from what to what, since when: one or two sentences. */
export function driftWords({ measure, before, now, since }: DriftFacts): string {
  const day = Temporal.PlainDate.from(since).toLocaleString('en-GB', { day: 'numeric', month: 'long' })
  return `${DROPPED[measure]} fell from ${percent(before)} (${outOf(before)} in 28 days) to ${percent(now)} (${outOf(now)} in the last 7). It began on ${day}.`
}

/** What a person does about a drop. */
export function driftTodo(measure: DriftMeasure): string {
  if (measure === 'match') return READ_THE_UNREAD
  return measure === 'status words' ? LOOK_AT_THE_WORDS : LOOK_AT_THE_LAYOUT
}

const DROPPED: Record<DriftMeasure, string> = {
  match: 'What could be read of its senders’ messages',
  objects: 'Results that list objects',
  started: 'Results with a start time',
  ended: 'Results with an end time',
  size: 'Results with a size',
  host: 'Results with a host',
  'status words': 'Results whose status wording is understood',
}

const READ_THE_UNREAD =
  'Open the unread messages of its senders in the Inbox. If the product changed its report, build a rule from one of them and re-parse; if they are no reports, ignore mails like them.'
const LOOK_AT_THE_LAYOUT =
  'Open a message of this parser from these days and see whether the report still says it. If it stands elsewhere now, build a rule for the new layout and re-parse.'
const LOOK_AT_THE_WORDS =
  'Open a message of this parser from these days and read its status: unknown words count as a warning. Build a rule that knows the new words and re-parse.'

/** Whole per cent, finer near the ends, where the difference between 99.6 and 100 is what matters. */
function percent({ count, of }: Share): string {
  const value = of === 0 ? 0 : (100 * count) / of
  const nearEnd = (value > 99 && value < 100) || (value > 0 && value < 1)
  return `${nearEnd ? Math.min(99.9, Math.max(0.1, value)).toFixed(1) : value.toFixed(0)}%`
}

function outOf({ count, of }: Share): string {
  return `${count.toLocaleString('en-GB')} of ${of.toLocaleString('en-GB')}`
}
