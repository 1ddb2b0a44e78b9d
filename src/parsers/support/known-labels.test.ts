import { describe, expect, it } from 'vitest'
import { everydayLabels, labelled, labelVocabulary, readKnownLabels } from './known-labels.ts'

const LABELS = labelVocabulary({
  task: ['Backup Task', 'Tâche de sauvegarde'],
  start: ['Start Time', 'Heure de démarrage'],
  duration: ['Duration', 'Durée'],
  devices: ['Device list'],
})

describe('known labels', () => {
  it('are read from a line each, and what belongs to none is kept', () => {
    expect(read('Your backup task is done.', 'Backup Task: Nightly', 'Duration: 3 Minute')).toEqual({
      values: [
        { key: 'task', qualifier: null, value: 'Nightly' },
        { key: 'duration', qualifier: null, value: '3 Minute' },
      ],
      rest: ['Your backup task is done.'],
    })
  })

  it('are read from one long line', () => {
    expect(valuesOf('All done. Backup Task: A - B Start Time: 02:00:04 Duration: 3 Minute')).toEqual([
      'A - B',
      '02:00:04',
      '3 Minute',
    ])
  })

  it('are read without any colon, where the last mention counts', () => {
    expect(valuesOf('Your backup task X is done. Backup Task X Start Time 02:00 Duration 3 Minute')).toEqual([
      'X',
      '02:00',
      '3 Minute',
    ])
    expect(valuesOf('Tâche de sauvegarde\tNuit', 'Durée\t3 Minutes')).toEqual(['Nuit', '3 Minutes'])
    expect(valuesOf('Backup Task Nightly', 'Duration 3 Minute')).toEqual(['Nightly', '3 Minute'])
    expect(valuesOf('Backup Task', 'Nightly', '', 'Device list', 'PC1', 'PC2')).toEqual([
      'Nightly',
      'PC1\nPC2',
    ])
  })

  it.each([
    ['Backup task X on NAS has been completed.'],
    ['Start time and duration of the backup task are unknown since 2 days.'],
    ['Start Time and Duration of the Backup Task are unknown since 2 days.'],
    ['Backup Task, Start Time, Duration and 3 more labels'],
    ['Backup Task failed, see below', 'Duration of this state is unknown'],
    ['Backup Task 7 failed.', 'Duration of 3 hours is too long.'],
    ['Backup Task\tDuration of the task'],
  ])('are not mistaken in %j', (...lines) => {
    expect(read(...lines).values).toEqual([])
  })

  it('of everyday words need a colon or a cell of their own', () => {
    const everyday = everydayLabels({ job: ['Job'], status: ['Status'] })
    const valuesIn = (...lines: string[]) => readKnownLabels(lines, everyday).values.map((each) => each.value)
    expect(valuesIn('Job 7', 'Status ok')).toEqual([])
    expect(valuesIn('Job\t7', 'Status\tok')).toEqual(['7', 'ok'])
    expect(valuesIn('Job: 7', 'Status: ok')).toEqual(['7', 'ok'])
    expect(valuesIn('- job: 7 Status: ok')).toEqual(['7', 'ok'])
    expect(valuesIn('All is done. Job: 7 | Status: ok')).toEqual(['7 |', 'ok'])
    expect(valuesIn('This is the status of your job: completed')).toEqual([])
  })

  it('give the first value of the first label that has one', () => {
    const labels = read('Backup Task:', '', 'Start Time: 02:00', 'Start Time: 03:00')
    expect(labelled(labels, 'task', 'start')).toBe('02:00')
    expect(labelled(labels, 'duration')).toBeNull()
  })

  it('leave a name alone that holds a label which stands elsewhere', () => {
    expect(valuesOf('Backup Task: Duration: long', 'Duration: 3 Minute')).toEqual([
      'Duration: long',
      '3 Minute',
    ])
  })

  it('have their value on the lines below, up to a blank line', () => {
    expect(read('Device list (failed):', 'PC1', 'PC2', '', 'See the log.')).toEqual({
      values: [{ key: 'devices', qualifier: 'failed', value: 'PC1\nPC2' }],
      rest: ['See the log.'],
    })
  })
})

function read(...lines: string[]) {
  return readKnownLabels(lines, LABELS)
}

function valuesOf(...lines: string[]): string[] {
  return read(...lines).values.map((each) => each.value)
}
