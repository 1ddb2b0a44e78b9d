import { describe, expect, it } from 'vitest'
import { labelledLines, labelValue } from './labelled-lines.ts'

describe('labelled lines', () => {
  it('are found in any case and with a space before the colon', () => {
    const labels = labelledLines(['- Durée : 3 Minutes', 'Backup Task: a: b', 'backup task: second'])
    expect(labelValue(labels, 'durée')).toBe('3 Minutes')
    expect(labelValue(labels, 'BACKUP TASK')).toBe('a: b')
    expect(labelValue(labels, 'Missing')).toBeNull()
  })
})
