import { describe, expect, it } from 'vitest'
import {
  later,
  notBefore,
  onReportDate,
  parseDuration,
  parseLocalDate,
  parseLocalDateTime,
  parseTimeOfDay,
} from './dates.ts'

describe('a printed date and time', () => {
  it.each([
    ['2026-11-09 01:00:02', '2026-11-09T01:00:02'],
    ['2026-11-09T01:00:02.123+01:00', '2026-11-09T01:00:02'],
    ['2026/09/18 21:00:36', '2026-09-18T21:00:36'],
    ['9-1-2020 12:51', '2020-01-09T12:51:00'],
    ['23/08/2016 12:47.', '2016-08-23T12:47:00'],
    ['10/15/2020 11:00:00 PM', '2020-10-15T23:00:00'],
    ['07/11/2026 3:55:00 PM', '2026-07-11T15:55:00'],
    ['09.11.2026 01:00:02', '2026-11-09T01:00:02'],
    ['9. 11. 2026 1:00:02', '2026-11-09T01:00:02'],
    ['10-11-2026 13.49.49', '2026-11-10T13:49:49'],
    ['09/11/26 01:00', '2026-11-09T01:00:00'],
    ['12/31/2026 12:00:00 AM', '2026-12-31T00:00:00'],
    ['Monday, July 7, 2025 3:55:00 PM', '2025-07-07T15:55:00'],
    ['Friday, 28 October 2022 10:00:00', '2022-10-28T10:00:00'],
    ['zaterdag 1 februari 2020 01:00:29', '2020-02-01T01:00:29'],
    ['donderdag 8 maart 2016 22:00:04', '2016-03-08T22:00:04'],
    ['Di, 10 Nov 2026 02:00:04', '2026-11-10T02:00:04'],
    ['Mar, 10 Nov 2026 02:00:04', '2026-11-10T02:00:04'],
    ['Tue, Nov 10 2026 02:00:04', '2026-11-10T02:00:04'],
    ['Tue Nov 10 02:00:04 CET 2026', '2026-11-10T02:00:04'],
    ['10-Nov-2026 02:00', '2026-11-10T02:00:00'],
    ['Dienstag, 3. März 2026 02:00:04', '2026-03-03T02:00:04'],
    ['dimanche 1er août 2027 à 02:00:04', '2027-08-01T02:00:04'],
    ['mercredi 2 févr. 2022 02:00', '2022-02-02T02:00:00'],
    ['domenica 9 gennaio 2022 02:00:04', '2022-01-09T02:00:04'],
    ['lørdag den 1. februar 2020 01.00.29', '2020-02-01T01:00:29'],
    ['joi, 2 aprilie 2026 10:00:00', '2026-04-02T10:00:00'],
    ['martes, 10 de noviembre de 2026 2:00:04', '2026-11-10T02:00:04'],
    ['lunes, 5 de enero de 2026 10:00:13 p. m.', '2026-01-05T22:00:13'],
    ['01:00:02 on 9 November 2026', '2026-11-09T01:00:02'],
    ['Backup finished at 9-11-2026 01:00:02 on node 3', '2026-11-09T01:00:02'],
  ])('%s is read', (text, expected) => {
    expect(parseLocalDateTime(text, null)).toBe(expected)
  })

  it.each([
    '',
    '2026-11-09',
    '31-2-2026 10:00',
    '2026-13-01 10:00',
    '29 February 2026 10:00',
    '13/13/2026 10:00',
    '9-11-2026 25:00',
    '9-11-2026 13:00 PM',
    '9 Zorblax 2026 10:00',
    'Version 13.0.1.175',
    '192.0.2.26 10:00',
    '9 jui 2026 10:00',
  ])('is not found in %j', (text) => {
    expect(parseLocalDateTime(text, null)).toBeNull()
  })

  it.each([
    ['03/04/2026 10:00', null, '2026-04-03'],
    ['03/04/2026 10:00', 'not a date', '2026-04-03'],
    ['03/04/2026 10:00', '2026-03-04T20:00:00Z', '2026-03-04'],
    ['03/04/2026 10:00', '2026-04-03T20:00:00Z', '2026-04-03'],
    ['03/04/2026 10:00', '2026-03-03T22:00:00Z', '2026-03-04'],
    ['10/11/2026 10:00', '2026-10-12T20:00:00Z', '2026-10-11'],
    ['10/11/2026 3:00 PM', '2026-11-10T20:00:00Z', '2026-10-11'],
    ['10/11/2026 3:00 PM', '2026-10-09T20:00:00Z', '2026-10-11'],
    ['4/12/2026 3:00 PM', '2026-04-12T20:00:00Z', '2026-04-12'],
    ['12/4/2026 3:00 PM', '2026-04-12T20:00:00Z', '2026-04-12'],
    ['03-04-2026 10:00', '2026-03-04T20:00:00Z', '2026-04-03'],
  ])('%s received at %s is of the day %s', (text, near, day) => {
    expect(parseLocalDate(text, near)).toBe(day)
  })
})

describe('a time of day', () => {
  it.each([
    ['3:55:00 PM', '15:55:00', 0],
    ['12:05:00 am', '00:05:00', 0],
    ['22:00:04', '22:00:04', 0],
    ['13:49:49 (+1)', '13:49:49', 1],
    ['7:05', '07:05:00', 0],
    ['01.00.29', '01:00:29', 0],
    ['2026-11-09 01:00:12', '01:00:12', 0],
  ])('%s is read', (text, time, dayOffset) => {
    expect(parseTimeOfDay(text)).toEqual({ time, dayOffset })
  })

  it.each(['', '61:00', '10:75', '3.5', 'never'])('is not found in %j', (text) => {
    expect(parseTimeOfDay(text)).toBeNull()
  })

  it('gets its day from the report, or brings its own', () => {
    expect(onReportDate('13:49:49 (+1)', '2026-12-31T22:00:00', null)).toBe('2027-01-01T13:49:49')
    expect(onReportDate('10:00 PM', '2026-11-09', null)).toBe('2026-11-09T22:00:00')
    expect(onReportDate('2026-11-09 01:00:12', '2020-01-01', null)).toBe('2026-11-09T01:00:12')
    expect(onReportDate('10:00 PM', null, null)).toBeNull()
  })

  it('moves past midnight when it would lie before what came earlier', () => {
    expect(notBefore('2026-11-09T22:00:00', '2026-11-09T01:30:00')).toBe('2026-11-10T01:30:00')
    expect(notBefore('2026-11-09T22:00:00', '2026-11-09T23:30:00')).toBe('2026-11-09T23:30:00')
    expect(notBefore(null, '2026-11-09T23:30:00')).toBe('2026-11-09T23:30:00')
  })
})

describe('a length of time', () => {
  it.each([
    ['0:40:43', 2443],
    ['1.02:03:04', 93_784],
    ['1 day, 02:03:04', 93_784],
    ['05:04', 304],
    ['1:12 h', 4320],
    ['00:14:26,123', 866],
    ['2m 41s', 161],
    ['1h 12m 5s', 4325],
    ['1h12m5s', 4325],
    ['2min 41s', 161],
    ['14 Minuten 26 Sekunden', 866],
    ['2 Hour 3 Minute', 7380],
    ['1 uur, 5 minuten en 3 seconden', 3903],
    ['1 heure 2 minutes', 3720],
    ['2 ore 1 minuto', 7260],
    ['1.5 hours', 5400],
    ['3 days 1 hour', 262_800],
    ['02:03:04 hours', 7384],
  ])('%s is read', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds)
  })

  it.each(['', 'N/A', '5 objects', '12', 'a while'])('is not found in %j', (text) => {
    expect(parseDuration(text)).toBeNull()
  })

  it('after a start gives an end', () => {
    expect(later('2026-12-31T23:59:00', 61)).toBe('2027-01-01T00:00:01')
    expect(later('2026-12-31T23:59:00', 1e12)).toBeNull()
    expect(later(null, 5)).toBeNull()
  })
})

it('texts without end are read no further than any date goes', () => {
  for (const piece of ['1.', '1:', '1 ', 'mar ', '1-', 'a', ' ']) {
    const text = piece.repeat(1_000_000)
    expect([parseLocalDateTime(text, null), parseTimeOfDay(text)]).toEqual([null, null])
    expect(parseDuration(text)).toBeNull()
  }
})
