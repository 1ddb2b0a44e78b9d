import { describe, expect, it } from 'vitest'
import { jobNameIn, judge, outcomeOf } from './outcome.ts'

describe('the sentence of a QNAP app', () => {
  it.each([
    ['Finished Backup job: "Nightly".', 'success'],
    ['Finished Backup job "Nightly" with errors', 'warning'],
    ['Finished Backup job "Failed uploads" without errors', 'success'],
    ['Finished Backup job: Failed uploads.', 'success'],
    ['Failed to complete Sync job: "Nightly".', 'failed'],
    ['Backup job "Nightly" was not completed.', 'warning'],
    ['Started Sync job: "Nightly".', 'started'],
    ['Processo di backup "Notte" non riuscito', 'failed'],
    ['Sicherungsauftrag "Nacht" mit Fehlern abgeschlossen', 'warning'],
  ])('%s says %s', (message, outcome) => {
    expect(outcomeOf(message)).toBe(outcome)
  })

  it('names its job in quotes, after the colon or as a domain', () => {
    expect(jobNameIn('Finished Backup job: "To cloud".')).toBe('To cloud')
    expect(jobNameIn('Finished Backup job: To cloud with errors')).toBe('To cloud')
    expect(jobNameIn('Backup of birch.example completed')).toBe('birch.example')
    expect(jobNameIn('A license is about to expire.')).toBeNull()
  })

  it('is a warning when nobody knows its words, and never better than the severity', () => {
    expect(judge(null, null)).toBe('warning')
    expect(judge('success', 'warning')).toBe('warning')
    expect(judge('success', null)).toBe('success')
  })
})
