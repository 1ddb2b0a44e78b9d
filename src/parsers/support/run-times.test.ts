import { expect, it } from 'vitest'
import { runTimes } from './run-times.ts'

it.each([
  ['2026-11-10 23:00', '2026-11-11 01:00', '', '2026-11-10T23:00:00', '2026-11-11T01:00:00'],
  ['2026-11-10 23:00', '', '2:00:00', '2026-11-10T23:00:00', '2026-11-11T01:00:00'],
  ['2026-11-10 23:00', '2026-11-11 01:00', '9:00:00', '2026-11-10T23:00:00', '2026-11-11T01:00:00'],
  ['2026-11-10 23:00', '', '', '2026-11-10T23:00:00', null],
  ['', '', '2:00:00', null, null],
])('started %j, ended %j after %j', (start, end, duration, startedAt, endedAt) => {
  expect(runTimes({ start, end, duration }, null)).toEqual({ startedAt, endedAt })
})
