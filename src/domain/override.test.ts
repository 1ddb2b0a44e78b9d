import { describe, expect, it } from 'vitest'
import { type JudgedObject, type JudgedRun, judgeRun, type OverrideRule } from './override.ts'
import type { Status } from './status.ts'

const NIGHT = '2026-11-10T02:00:00Z'

/** A failed run of job 1 whose report says "Backup failed: disk full". */
function aRun(facts: Partial<JudgedRun> = {}): JudgedRun {
  return {
    id: 100,
    jobId: 1,
    software: 'Veeam',
    type: 'Backup Job',
    runAt: NIGHT,
    status: 'failed',
    statusText: 'Backup failed: disk full',
    remark: null,
    senderInDoubt: false,
    objects: [],
    ...facts,
  }
}

/** A rule of job 1 that makes a success of anything, newer the higher its id. */
function aRule(facts: Partial<OverrideRule> = {}): OverrideRule {
  const id = facts.id ?? 1
  return {
    id,
    level: 'object',
    runId: null,
    jobId: 1,
    objectId: null,
    software: null,
    type: null,
    status: null,
    text: '',
    mode: 'contains',
    treatAsSuccess: true,
    validFrom: '2026-11-01T00:00:00Z',
    validUntil: null,
    createdAt: `2026-11-01T00:00:${String(id).padStart(2, '0')}Z`,
    ...facts,
  }
}

const aGlobalRule = (facts: Partial<OverrideRule>) => aRule({ level: 'global', jobId: null, ...facts })
const anObject = (id: number, status: Status, message: string | null = null): JudgedObject => ({
  id,
  status,
  message,
})

describe('which runs a rule speaks of', () => {
  it.each<[string, Partial<OverrideRule>, boolean]>([
    ['a rule of the job', {}, true],
    ['a rule of another job', { jobId: 2 }, false],
    ['a rule of this run', { level: 'run', runId: 100 }, true],
    ['a rule of another run of the job', { level: 'run', runId: 99 }, false],
    ['a global rule of its software', { level: 'global', jobId: null, software: 'Veeam' }, true],
    ['a global rule of another software', { level: 'global', jobId: null, software: 'Synology' }, false],
    ['a global rule of its type', { level: 'global', jobId: null, type: 'Backup Job' }, true],
    ['a global rule of another type', { level: 'global', jobId: null, type: 'Backup Copy Job' }, false],
    [
      'a global rule of its software and its type',
      { level: 'global', jobId: null, software: 'Veeam', type: 'Backup Job' },
      true,
    ],
    [
      'a global rule of its software and another type',
      { level: 'global', jobId: null, software: 'Veeam', type: 'Tape Job' },
      false,
    ],
    ['a rule of one object says nothing of a run without objects', { objectId: 7 }, false],
  ])('%s', (_name, facts, speaks) => {
    expect(judgeRun(aRun(), [aRule(facts)])).toMatchObject({
      effectiveStatus: speaks ? 'success' : 'failed',
      overrideId: speaks ? 1 : null,
    })
  })
})

describe('the criteria', () => {
  it.each<[Partial<OverrideRule>, boolean]>([
    [{ status: 'failed' }, true],
    [{ status: 'warning' }, false],
    [{ text: 'DISK Full' }, true],
    [{ text: 'tape' }, false],
    [{ text: '  ' }, true],
    [{ mode: 'exact', text: 'Backup failed: disk full' }, true],
    [{ mode: 'exact', text: 'backup failed: disk full' }, false],
    [{ mode: 'exact', text: 'disk full' }, false],
    [{ mode: 'exact', text: '' }, true],
    [{ mode: 'starts with', text: 'Backup failed' }, true],
    [{ mode: 'starts with', text: 'disk full' }, false],
    [{ mode: 'starts with', text: '' }, true],
    [{ mode: 'ends with', text: 'disk full' }, true],
    [{ mode: 'ends with', text: 'Backup failed' }, false],
    [{ mode: 'ends with', text: '' }, true],
    [{ status: 'failed', text: 'disk full' }, true],
    [{ status: 'warning', text: 'disk full' }, false],
    [{ text: '100%_[full]' }, false],
  ])('%o', (facts, meets) => {
    expect(judgeRun(aRun(), [aRule(facts)]).effectiveStatus).toBe(meets ? 'success' : 'failed')
  })

  it('compare with the status text and the remark below it', () => {
    const run = aRun({ statusText: 'Failed', remark: 'Disk full' })
    const becomes = (facts: Partial<OverrideRule>) => judgeRun(run, [aRule(facts)]).effectiveStatus
    expect(becomes({ text: 'disk full' })).toBe('success')
    expect(becomes({ mode: 'exact', text: 'Failed' })).toBe('failed')
    expect(becomes({ mode: 'exact', text: 'Failed\nDisk full' })).toBe('success')
    expect(becomes({ mode: 'ends with', text: 'Disk full' })).toBe('success')
  })

  it('never meet a run that did not come', () => {
    const missed = aRun({ status: 'missed', statusText: '' })
    expect(judgeRun(missed, [aRule(), aRule({ id: 2, level: 'run', runId: 100 })])).toMatchObject({
      effectiveStatus: 'missed',
      overrideId: null,
    })
  })

  it('never make a success of a report whose sender is in doubt', () => {
    const doubtful = aRun({ status: 'warning', senderInDoubt: true })
    expect(judgeRun(doubtful, [aRule()])).toMatchObject({ effectiveStatus: 'warning', overrideId: null })
  })
})

describe('the time in which a rule holds', () => {
  it.each<[string, string | null, boolean]>([
    ['2026-11-10T02:00:00Z', null, true],
    ['2026-11-10T02:00:01Z', null, false],
    ['2026-11-10T03:00:00+01:00', null, true],
    ['2026-11-01T00:00:00Z', '2026-11-10T02:00:00Z', false],
    ['2026-11-01T00:00:00Z', '2026-11-10T02:00:01Z', true],
  ])('from %s until %s meets a run of 02:00: %s', (validFrom, validUntil, meets) => {
    expect(judgeRun(aRun(), [aRule({ validFrom, validUntil })]).effectiveStatus).toBe(
      meets ? 'success' : 'failed',
    )
  })
})

describe('which of several rules decides', () => {
  const flag = { treatAsSuccess: false }
  it.each<[string, OverrideRule[], number, string]>([
    [
      'a rule of the job before a newer global one',
      [aRule({ id: 1 }), aGlobalRule({ id: 2, software: 'Veeam', ...flag })],
      1,
      'success',
    ],
    ['the newest of a job', [aRule({ id: 1, ...flag }), aRule({ id: 2 })], 2, 'success'],
    [
      'the newest of a job, also when it only flags',
      [aRule({ id: 1 }), aRule({ id: 2, ...flag })],
      2,
      'failed',
    ],
    [
      'the newest global one',
      [aGlobalRule({ id: 1, software: 'Veeam' }), aGlobalRule({ id: 2, type: 'Backup Job' })],
      2,
      'success',
    ],
    [
      'that of this run before all',
      [aRule({ id: 1, level: 'run', runId: 100 }), aRule({ id: 2, ...flag })],
      1,
      'success',
    ],
    [
      'the next one when the first is not met',
      [aRule({ id: 2, text: 'tape' }), aGlobalRule({ id: 1, software: 'Veeam' })],
      1,
      'success',
    ],
    [
      'of two at the same moment that with the higher id',
      [aRule({ id: 1, createdAt: NIGHT }), aRule({ id: 2, createdAt: NIGHT })],
      2,
      'success',
    ],
  ])('%s', (_name, rules, overrideId, effectiveStatus) => {
    expect(judgeRun(aRun(), rules)).toMatchObject({ overrideId, effectiveStatus })
    expect(judgeRun(aRun(), rules.toReversed())).toMatchObject({ overrideId, effectiveStatus })
  })
})

describe('a rule on the run itself', () => {
  it('makes it a success when every object that is none is covered too', () => {
    const run = aRun({ objects: [anObject(7, 'failed', 'disk full'), anObject(8, 'success')] })
    expect(judgeRun(run, [aRule({ text: 'disk full' })])).toEqual({
      effectiveStatus: 'success',
      overrideId: 1,
      objects: new Map([[7, 1]]),
      uncovered: [],
    })
  })

  it('leaves it while an object worse than success remains that no rule covers', () => {
    const run = aRun({ objects: [anObject(7, 'failed', 'disk full'), anObject(8, 'warning', 'tape worn')] })
    expect(judgeRun(run, [aRule({ text: 'disk full' })])).toEqual({
      effectiveStatus: 'failed',
      overrideId: null,
      objects: new Map([[7, 1]]),
      uncovered: [8],
    })
    const another = aRule({ id: 2, objectId: 8, text: 'worn' })
    expect(judgeRun(run, [aRule({ text: 'disk full' }), another])).toMatchObject({
      effectiveStatus: 'success',
      overrideId: 1,
      objects: new Map([
        [7, 1],
        [8, 2],
      ]),
    })
  })

  it('is enough for a run without objects', () => {
    expect(judgeRun(aRun(), [aRule({ status: 'failed' })]).effectiveStatus).toBe('success')
  })

  it('is enough for a run that is worse than its objects', () => {
    const run = aRun({ objects: [anObject(7, 'success')] })
    expect(judgeRun(run, [aRule()]).effectiveStatus).toBe('success')
  })

  it('that speaks of this run alone covers all that is in it, whatever its criteria', () => {
    const run = aRun({
      objects: [anObject(7, 'failed', 'a'), anObject(8, 'warning', 'b'), anObject(9, 'success')],
    })
    const rule = aRule({ level: 'run', runId: 100, status: 'failed' })
    expect(judgeRun(run, [rule])).toMatchObject({
      effectiveStatus: 'success',
      objects: new Map([
        [7, 1],
        [8, 1],
      ]),
    })
    expect(judgeRun({ ...run, status: 'warning' }, [rule])).toMatchObject({
      effectiveStatus: 'warning',
      objects: new Map(),
    })
  })
})

describe('rules on objects', () => {
  const ofObject = (facts: Partial<OverrideRule> = {}) => aRule({ objectId: 7, ...facts })

  it.each<[string, Partial<JudgedRun>, OverrideRule[], string]>([
    [
      'every object covered',
      { objects: [anObject(7, 'failed'), anObject(8, 'success')] },
      [ofObject()],
      'success',
    ],
    ['one left', { objects: [anObject(7, 'failed'), anObject(8, 'failed')] }, [ofObject()], 'failed'],
    ['a run worse than its worst object', { objects: [anObject(7, 'warning')] }, [ofObject()], 'failed'],
    [
      'a run better than its worst object',
      { status: 'warning', objects: [anObject(7, 'failed')] },
      [ofObject()],
      'success',
    ],
    ['no object that is worse than success', { objects: [anObject(7, 'success')] }, [ofObject()], 'failed'],
    [
      'an object of another message',
      { objects: [anObject(7, 'failed', 'tape')] },
      [ofObject({ text: 'disk' })],
      'failed',
    ],
    [
      'an object of another status',
      { objects: [anObject(7, 'failed')] },
      [ofObject({ status: 'warning' })],
      'failed',
    ],
    [
      'a rule of the job met by the object’s message alone',
      { statusText: 'Failed', objects: [anObject(7, 'failed', 'Disk full')] },
      [aRule({ text: 'disk full' })],
      'success',
    ],
    [
      'a global rule met by the object’s message alone',
      { statusText: 'Failed', objects: [anObject(7, 'failed', 'Disk full')] },
      [aGlobalRule({ software: 'Veeam', text: 'disk full' })],
      'success',
    ],
    [
      'an object whose newest rule only flags it',
      { objects: [anObject(7, 'failed')] },
      [ofObject({ id: 1 }), ofObject({ id: 2, treatAsSuccess: false })],
      'failed',
    ],
  ])('%s', (_name, facts, rules, effectiveStatus) => {
    expect(judgeRun(aRun(facts), rules).effectiveStatus).toBe(effectiveStatus)
  })

  it('that cover all are named on the run by the one that comes first', () => {
    const run = aRun({ statusText: '', objects: [anObject(7, 'failed', 'a'), anObject(8, 'failed', 'b')] })
    const rules = [
      aGlobalRule({ id: 3, software: 'Veeam', text: 'b' }),
      aRule({ id: 2, objectId: 7, text: 'a' }),
    ]
    expect(judgeRun(run, rules)).toMatchObject({ effectiveStatus: 'success', overrideId: 2 })
  })
})

describe('a rule that only flags', () => {
  const flag = (facts: Partial<OverrideRule> = {}) => aRule({ treatAsSuccess: false, ...facts })

  it('leaves the status and marks the run', () => {
    expect(judgeRun(aRun(), [flag()])).toMatchObject({ effectiveStatus: 'failed', overrideId: 1 })
  })

  it('may mark a success, which there is nothing else to make of', () => {
    const good = aRun({ status: 'success' })
    expect(judgeRun(good, [flag({ status: 'success' })])).toMatchObject({
      effectiveStatus: 'success',
      overrideId: 1,
    })
    expect(judgeRun(good, [aRule()])).toMatchObject({ effectiveStatus: 'success', overrideId: null })
  })

  it('is the only one that says anything of a run that was reported as a success, whatever is in it', () => {
    const good = aRun({ status: 'success', objects: [anObject(7, 'failed'), anObject(8, 'success')] })
    expect(judgeRun(good, [aRule(), flag({ id: 2, status: 'failed' })])).toMatchObject({
      effectiveStatus: 'success',
      overrideId: null,
      objects: new Map(),
    })
    expect(judgeRun(good, [flag({ objectId: 8, status: 'success' })])).toMatchObject({
      effectiveStatus: 'success',
      overrideId: 1,
      objects: new Map([[8, 1]]),
    })
  })

  it('on an object marks its run too', () => {
    const run = aRun({ objects: [anObject(7, 'failed')] })
    expect(judgeRun(run, [flag({ objectId: 7 })])).toMatchObject({
      effectiveStatus: 'failed',
      overrideId: 1,
      objects: new Map([[7, 1]]),
      uncovered: [7],
    })
  })
})

describe('without rules', () => {
  it.each(['success', 'warning', 'failed'] as const)('a %s is what was reported', (status) => {
    const run = aRun({ status, objects: [anObject(7, 'warning')] })
    expect(judgeRun(run, [])).toMatchObject({ effectiveStatus: status, overrideId: null })
  })
})
