import { describe, expect, it } from 'vitest'
import { jobTypeIn } from './job-type.ts'

describe('the type of a NAKIVO job', () => {
  it.each([
    ['Backup job for VMware "Nightly"', 'Backup job for VMware'],
    ['Backup job for VMware vSphere: Nightly', 'Backup job for VMware'],
    ['Replication job for Microsoft Hyper-V', 'Replication job for Hyper-V'],
    ['backup copy job "Offsite": Failed', 'Backup copy job'],
    ['Backup Job for physical servers', 'Backup job for Physical Machine'],
  ])('is read from %s', (text, type) => {
    expect(jobTypeIn(text)).toMatchObject({ type, isPlatformKnown: true })
  })

  it.each([
    ['Backup job "Hyper-V night"', 'Backup job for other platforms'],
    ['Backup job for mainframes', 'Backup job for other platforms'],
  ])('has a platform of its own where %s names none that is known', (text, type) => {
    expect(jobTypeIn(text)).toMatchObject({ type, isPlatformKnown: false })
  })

  it('is not found in a text about something else', () => {
    expect(jobTypeIn('The repository is low on space')).toBeNull()
  })
})
