import type { OutboundAnswer, OutboundRequest } from './exchange.ts'
import type { OutboundTrouble, OutboundTroubleKind } from './outbound-trouble.ts'

/** The server says that it did not do it, or asks to wait. */
const THROTTLED = new Set([429, 503])
/** The server, or one before it, failed: it may have done it. */
const FAILED = new Set([500, 502, 504, 509])
const PASSING_TROUBLE = new Set<OutboundTroubleKind>(['unreachable', 'timeout', 'unreadable'])

const TRIES_WHEN_THROTTLED = 5
const TRIES_WHEN_FAILED = 3
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
/** Who is told to wait longer than this does something else meanwhile. */
const LONGEST_WAIT_ASKED_MS = 120_000

/** Whether an answer of this status may be another one in a moment. */
export const isPassing = (status: number): boolean => THROTTLED.has(status) || FAILED.has(status)

type Failure = { kind: 'answer'; answer: OutboundAnswer } | { kind: 'trouble'; trouble: OutboundTrouble }

/** How many milliseconds to wait before a further try: what the server asks for, at least a growing and jittered pause; null: give up. */
export function pauseBeforeNextTry(
  { request, tries, outcome }: { request: OutboundRequest; tries: number; outcome: Failure },
  random: () => number,
): number | null {
  const asked = outcome.kind === 'answer' ? outcome.answer.retryAfterMs : null
  if (tries >= triesFor(request, outcome)) return null
  if (asked !== null && asked > LONGEST_WAIT_ASKED_MS) return null
  const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1))
  return Math.max(asked ?? 0, Math.round(grown * (0.5 + random() / 2)))
}

function triesFor(request: OutboundRequest, outcome: Failure): number {
  const repeatable = request.repeatable ?? (request.method ?? 'GET') === 'GET'
  if (outcome.kind === 'answer' && THROTTLED.has(outcome.answer.status)) return TRIES_WHEN_THROTTLED
  if (!repeatable) return 1
  if (outcome.kind === 'trouble' && !PASSING_TROUBLE.has(outcome.trouble.kind)) return 1
  return TRIES_WHEN_FAILED
}

/** The milliseconds of a Retry-After header, given as seconds or as a date; null without a usable one. */
export function retryAfterMs(header: string | undefined, now: string): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  // Node's Date.parse takes much; the names of the days keep it to HTTP's own form.
  const until = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(until) ? null : Math.max(0, until - Date.parse(now))
}
