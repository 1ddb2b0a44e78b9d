import { expect, it } from 'vitest'
import { readTasks } from './task-log.ts'

it('reads a task of which the lines were wrapped on their way', () => {
  const log =
    '2026-11-10 01:00 ** Backing up the\ntask "Night" **\n2026-11-10 01:09 ** Backup done for the task\n"Night". Errors:\n0. Processed files: 3. Total size:\n1,5 GB **'
  expect(readTasks(log)).toMatchObject([
    {
      name: 'Night',
      errors: 0,
      startedAt: '2026-11-10T01:00:00',
      endedAt: '2026-11-10T01:09:00',
      bytes: 1_610_612_736,
    },
  ])
})

it('keeps the worse of two runs of a task', () => {
  const run = (errors: number) =>
    `** Backing up the task "Night" ** ** Backup done for the task "Night". Errors: ${errors}.`
  expect(readTasks(`${run(2)}\n${run(0)}`)).toMatchObject([{ name: 'Night', errors: 2 }])
})

it('gives an error to the task it happened in, and a path no meaning', () => {
  const log = [
    '** Backing up the task "One" **',
    'ERR 2026-11-10 01:00 Access denied: C:\\Failed\\ERR.txt',
    '    2026-11-10 01:01 Copied C:\\Err 2\\x',
    '** Backup done for the task "One". Errors: 1.',
    '** Backing up the task "Two" **',
    '** Backup done for the task "Two". Errors: 0.',
  ].join('\n')
  expect(readTasks(log).map((task) => [task.name, task.troubles.length])).toEqual([
    ['One', 1],
    ['Two', 0],
  ])
})
