import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../support/command.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'backupchecks-schedule-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const ZONE = 'Europe/Amsterdam'

/** The instants at which a nightly job ran at 22:00 local time up to 14 June 2026, without the runs of some dates. */
function nights(...without: string[]): string[] {
  return Array.from({ length: 100 }, (_, back) =>
    Temporal.PlainDate.from('2026-06-14').subtract({ days: back }),
  )
    .filter((date) => !without.includes(date.toString()))
    .map((date) => date.toZonedDateTime({ timeZone: ZONE, plainTime: '22:00' }).toInstant().toString())
}

async function infer(runs: unknown, ...more: string[]) {
  const file = path.join(folder, 'runs.json')
  await writeFile(file, typeof runs === 'string' ? runs : JSON.stringify(runs))
  const argv = ['schedule', 'infer', '--runs', file, '--now', '2026-06-15T10:00:00Z', '--tz', ZONE, ...more]
  return await runCommand(argv)
}

async function inferred(runs: unknown, ...more: string[]) {
  const { code, stdout } = await infer(runs, ...more, '--json')
  expect(code).toBe(0)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

describe('backupchecks schedule infer', () => {
  it('prints what was learned, what comes next and what was missed in the last seven days', async () => {
    const learned = await inferred(nights('2026-06-10', '2026-05-20'))
    expect(learned).toMatchObject({
      kind: 'weekly',
      next: ['2026-06-15T20:00:00Z', '2026-06-16T20:00:00Z', '2026-06-17T20:00:00Z'],
      missed: ['2026-06-10T20:00:00Z'],
    })
    expect(learned.slots).toHaveLength(7)
    expect(learned.slots[0]).toEqual({ weekday: 1, time: '22:00', hits: 12, window: ['21:50', '22:10'] })
  })

  it('judges from another day on when asked', async () => {
    const { missed } = await inferred(nights('2026-06-10', '2026-05-20'), '--from', '2026-05-01T00:00:00Z')
    expect(missed).toEqual(['2026-05-20T20:00:00Z', '2026-06-10T20:00:00Z'])
  })

  it('takes runs in any order and more than once', async () => {
    const runs = nights('2026-06-10')
    expect(await inferred([...runs.toReversed(), ...runs.slice(0, 5)])).toEqual(await inferred(runs))
  })

  it('says of a file without runs that it is learning', async () => {
    expect(await inferred([])).toEqual({ kind: 'learning', slots: [], next: [], missed: [], late: [] })
  })

  it('tells a person in sentences', async () => {
    const { code, stdout } = await infer(nights('2026-06-10'))
    expect(code).toBe(0)
    expect(stdout).toMatch(/Every Monday at 22:00: runs came on 12 of 12 dates/)
    expect(stdout).toMatch(/Expected Wed 10 Jun 2026, 22:00 .*no run came in time/)
    expect(stdout).toMatch(/1 would have been raised as missed rightly and 0 falsely/)
  })

  it.each([
    ['an unknown zone', [], '"Europe/Nowhere" is not a time zone', 2, ['--tz', 'Europe/Nowhere']],
    ['no instant', [], '"today" is not an ISO instant', 2, ['--now', 'today']],
    ['runs that are no instants', ['yesterday'], '"yesterday" is not an ISO instant', 1, []],
    [
      'a day to judge from that lies behind now',
      [],
      '--from lies after --now',
      2,
      ['--from', '2026-06-16T00:00:00Z'],
    ],
    ['a file that does not exist', [], 'nothing.json: there is no such file', 1, ['--runs', 'nothing.json']],
    ['a folder', [], 'it is a folder', 1, ['--runs', tmpdir()]],
    ['a file that is not JSON', '21:00', 'is not JSON', 1, []],
  ])('refuses %s and says why', async (_what, runs, why, exitCode, more) => {
    const { code, stderr, stdout } = await infer(runs, ...more)
    expect(code).toBe(exitCode)
    expect(stderr).toContain(why)
    expect(stdout).toBe('')
  })

  it('names the first runs that are no instants, however many there are', async () => {
    const { code, stderr } = await infer(Array.from({ length: 5000 }, (_, index) => `day ${index}`))
    expect(code).toBe(1)
    expect(stderr).toContain('"day 0" is not an ISO instant')
    expect(stderr).toContain('4997 more')
    expect(stderr.length).toBeLessThan(1000)
  })

  it('explains its use when arguments are missing', async () => {
    const { code, stderr } = await runCommand(['schedule', 'infer'])
    expect(code).toBe(2)
    expect(stderr).toContain('Usage: backupchecks schedule infer --runs FILE')
  })
})
