import { describe, expect, it } from 'vitest'
import { readTitle } from './title.ts'

describe('the title of a report', () => {
  it.each([
    ['Backup job: Nightly', 'Backup Job', 'Nightly'],
    ['Hyper-V Backup job: Nightly', 'Backup Job', 'Nightly'],
    ['Backup Copy job: Offsite\\Nightly', 'Backup Copy Job', 'Offsite\\Nightly'],
    ['File Backup Copy job: Offsite', 'Backup Copy Job', 'Offsite'],
    ['Replication job: DR', 'Replication Job', 'DR'],
    ['CDP policy: DR', 'Replication Job', 'DR'],
    ['Agent Backup job: Laptops', 'Agent Backup Job', 'Laptops'],
    ['Endpoint Backup job: PC', 'Agent Backup Job', 'PC'],
    ['Windows Agent Backup policy: Laptops', 'Agent Backup Policy', 'Laptops'],
    ['Backup to Tape job: Weekly', 'Tape Job', 'Weekly'],
    ['File to Tape job: Weekly', 'Tape Job', 'Weekly'],
    ['SureBackup job: Test', 'SureBackup Job', 'Test'],
    ['File Backup job: Shares', 'File Backup Job', 'Shares'],
    ['Object storage backup job: Buckets', 'File Backup Job', 'Buckets'],
    ['Application Backup Policy job: HANA', 'Application Backup Policy', 'HANA'],
    ['MongoDB Backup job: Mongo', 'MongoDB Backup Job', 'Mongo'],
    ['Backup health check job: Nightly', 'Health Check', 'Nightly'],
    ['Health check for Nightly', 'Health Check', 'Nightly'],
    ['Configuration Backup for VBR01', 'Configuration Backup', 'VBR01'],
    ['Scale-out backup repository Pool: A', 'Scale-out Backup Repository', 'Pool: A'],
    ['Backup job: Site: north', 'Backup Job', 'Site: north'],
  ])('%s', (line, type, name) => {
    expect(readTitle(line, '')).toMatchObject({ type, name })
  })

  it.each([
    '',
    'Backup job:',
    'Job: Nightly',
    'Quick Migration job: Move',
    'Nightly',
    ': x',
    'Restore job: DC01',
  ])('is not %j', (line) => {
    expect(readTitle(line, '')).toBeNull()
  })

  it('loses the mark of its kind and of a retry', () => {
    const name = 'Nightly'
    expect(readTitle('Backup job: Nightly (Full)', '')).toMatchObject({ name, kind: 'full', isRetry: false })
    expect(readTitle('Backup job: Nightly (Incremental) (Retry 3)', '')).toMatchObject({
      name,
      kind: 'incremental',
      isRetry: true,
    })
    expect(readTitle('Backup job: Nightly (Retry 1)', '')).toMatchObject({ name, kind: null, isRetry: true })
    expect(readTitle('Backup job: Nightly (site 2)', '')).toMatchObject({
      name: 'Nightly (site 2)',
      kind: null,
    })
  })

  it('keeps an ending that belongs to the name, as the subject shows', () => {
    const subject = '[Success] Nightly (Full) (3 objects)'
    expect(readTitle('Backup job: Nightly (Full)', subject)).toMatchObject({
      name: 'Nightly (Full)',
      kind: null,
    })
    expect(readTitle('Backup job: Nightly (Full) (Full)', subject)).toMatchObject({
      name: 'Nightly (Full)',
      kind: 'full',
    })
  })
})
