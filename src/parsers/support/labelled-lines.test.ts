import { describe, expect, it } from 'vitest'
import { labelledLines, labelValue, labelVocabulary, readKnownLabels } from './labelled-lines.ts'

const LABELS = labelVocabulary({
  task: ['Backup Task', 'Tâche de sauvegarde'],
  start: ['Start Time', 'Heure de démarrage'],
  duration: ['Duration', 'Durée'],
  devices: ['Device list'],
})

describe('labelled lines', () => {
  it('are found in any case and with a space before the colon', () => {
    const labels = labelledLines(['- Durée : 3 Minutes', 'Backup Task: a: b', 'backup task: second'])
    expect(labelValue(labels, 'durée')).toBe('3 Minutes')
    expect(labelValue(labels, 'BACKUP TASK')).toBe('a: b')
    expect(labelValue(labels, 'Missing')).toBeNull()
  })
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
  })

  it('do not mistake a sentence for a label', () => {
    expect(read('Backup task X on NAS has been completed.')).toEqual({
      values: [],
      rest: ['Backup task X on NAS has been completed.'],
    })
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
