import { describe, expect, it } from 'vitest'
import { ANNA, approveAsNew, customer, drop, inbox, runs } from '../../../test/support/cast.ts'
import { DATENRETTER_RULE, datenretterMail } from '../../../test/support/datenretter.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { placeRule, removeRule } from '../parser-rules/index.ts'
import { pointAt, ruleDetail, sampleOf, saveBuiltRule, tryRule } from './builder.ts'
import { exportPack, importPack } from './packs.ts'
import { readWaiting } from './read-waiting.ts'

const night = (day: number) => `2026-11-${String(day).padStart(2, '0')}T02:00:00Z`
const RULE = DATENRETTER_RULE

describe('building a rule from a message that nothing reads', () => {
  const world = useTestWorld()
  const save = (rule: Partial<typeof RULE> = {}, sampleMessageId: number | null = null) =>
    saveBuiltRule(world, ANNA, { rule: { ...RULE, ...rule }, before: null, sampleMessageId })
  let messageId = 0

  it('begins with the sender, the subject and the tables of the message', async () => {
    await drop(world, datenretterMail({ date: night(8) }), datenretterMail({ date: night(9) }))
    const [row] = await inbox(world)
    messageId = row?.id ?? 0
    const sample = await sampleOf(world, messageId)
    expect(sample).toMatchObject({
      parserId: null,
      tables: [{ header: ['Objekt', 'Ergebnis', 'Umfang'], rowCount: 2 }],
      draft: {
        id: 'rule-datenretter',
        software: 'Datenretter',
        conditions: [{ part: 'from', how: 'equals', value: 'sicherung@kanzlei.example' }],
      },
    })
    const start = sample.parts.body.indexOf('Tagessicherung')
    const pointed = await pointAt(world, { messageId, part: 'body', start, end: start + 14 })
    expect(pointed).toMatchObject({
      text: 'Tagessicherung',
      ways: [{ way: 'label', label: 'Auftrag' }, { way: 'between' }, { way: 'fixed' }],
    })
  })

  it('shows at once what the rule reads, and who else would take the message', async () => {
    expect(await tryRule(world, { messageId, rule: RULE, before: null })).toMatchObject({
      conditions: [true],
      problems: [],
      takenBy: 'rule-datenretter',
      result: {
        jobName: 'Tagessicherung',
        status: 'success',
        objects: [{ name: 'Buchhaltung' }, { name: 'Archiv' }],
      },
    })
    const foreign = { ...RULE, conditions: [{ part: 'subject', how: 'contains', value: 'Anderes' } as const] }
    expect(await tryRule(world, { messageId, rule: foreign, before: null })).toMatchObject({
      conditions: [false],
      result: null,
      takenBy: null,
    })
    expect(await inbox(world)).toHaveLength(2)
  })

  it('keeps it as a version, with the message as its golden sample', async () => {
    expect(await save({}, messageId)).toEqual({ id: RULE.id, version: 1, isNewVersion: true })
    expect(await ruleDetail(world, RULE.id)).toMatchObject({
      enabled: true,
      versions: [{ version: 1 }],
      samples: [{ messageId, agrees: true }],
    })
  })

  it('makes no new version of what did not change, and one more of what did', async () => {
    expect(await save()).toMatchObject({ version: 1, isNewVersion: false })
    expect(await save({ name: 'Datenretter' })).toMatchObject({ version: 2, isNewVersion: true })
    expect((await ruleDetail(world, RULE.id)).samples).toMatchObject([{ agrees: true }])
  })

  it('says when a new version reads the golden sample otherwise', async () => {
    await save({ host: null })
    expect((await ruleDetail(world, RULE.id)).samples).toMatchObject([{ agrees: false }])
    await save()
  })

  it('reads the waiting messages, which become runs once a person approved their job', async () => {
    const done = await readWaiting(world, ANNA, { id: RULE.id })
    expect(done).toMatchObject({ processed: 2, parsed: 2, autoApproved: 0, done: true })
    expect(await readWaiting(world, ANNA, { id: RULE.id })).toMatchObject({ processed: 0, done: true })
    await approveAsNew(world, messageId, await customer(world, 'Kanzlei'))
    expect(await runs(world)).toMatchObject([
      { job: 'Tagessicherung', status: 'success' },
      { job: 'Tagessicherung', status: 'success', objects: ['Buchhaltung success', 'Archiv success'] },
    ])
    expect(await drop(world, datenretterMail({ date: night(10) }))).toMatchObject({ autoApproved: 1 })
  })

  it('is not used while switched off, and read again once switched on', async () => {
    await placeRule(world, ANNA, { id: RULE.id, enabled: false })
    expect(await drop(world, datenretterMail({ date: '2026-11-10T03:00:00Z' }))).toMatchObject({ parsed: 0 })
    await placeRule(world, ANNA, { id: RULE.id, enabled: true })
    expect(await readWaiting(world, ANNA, { id: RULE.id })).toMatchObject({ parsed: 1, autoApproved: 1 })
  })

  it('is gone from the list once removed, and its number goes on when it comes back', async () => {
    await removeRule(world, ANNA, RULE.id)
    expect(await drop(world, datenretterMail({ date: '2026-11-10T04:00:00Z' }))).toMatchObject({ parsed: 0 })
    await expect(ruleDetail(world, RULE.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await save({ name: 'Once more' })).version).toBeGreaterThan(4)
  })

  it('refuses what cannot be used, and keeps nothing of it', async () => {
    const jobName = { way: 'pattern', part: 'subject', pattern: '(' } as const
    await expect(save({ id: 'rule-broken', jobName })).rejects.toMatchObject({
      code: 'unusable_pattern',
      data: { place: 'jobName' },
    })
    const nowhere = saveBuiltRule(world, ANNA, {
      rule: RULE,
      before: 'no-such-parser',
      sampleMessageId: null,
    })
    await expect(nowhere).rejects.toMatchObject({ code: 'unknown_parser' })
    const blind = { id: 'rule-blind', jobName: { way: 'label', label: 'Nirgends' } as const }
    await expect(save(blind, messageId)).rejects.toMatchObject({ code: 'rule_reads_nothing' })
    await expect(ruleDetail(world, 'rule-blind')).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a pack', () => {
  const here = useTestWorld()
  const elsewhere = useTestWorld()

  it('carries a rule and its golden sample to another installation, which then reads the same', async () => {
    const mail = datenretterMail({
      date: night(9),
      objects: { Buchhaltung: 'erfolgreich', Archiv: 'Fehler' },
    })
    await drop(here, mail)
    const [row] = await inbox(here)
    await saveBuiltRule(here, ANNA, { rule: RULE, before: 'veeam-job', sampleMessageId: row?.id ?? null })
    const pack = await exportPack(here, ANNA, { ids: [RULE.id], anonymise: false })
    const imported = await importPack(elsewhere, ANNA, JSON.parse(JSON.stringify(pack)))
    expect(imported.rules).toMatchObject([{ id: RULE.id, outcome: 'new', version: 1, samples: 1 }])
    expect(await ruleDetail(elsewhere, RULE.id)).toMatchObject({
      before: 'veeam-job',
      samples: [{ agrees: true }],
    })
    await drop(elsewhere, mail)
    expect(await inbox(elsewhere)).toMatchObject([
      { software: 'Datenretter', job_name: 'Tagessicherung', status: 'failed' },
    ])
  })

  it('taken in again changes nothing', async () => {
    const pack = await exportPack(here, ANNA, { ids: [RULE.id], anonymise: false })
    expect((await importPack(elsewhere, ANNA, pack)).rules).toMatchObject([
      { outcome: 'unchanged', version: 1 },
    ])
    expect((await ruleDetail(elsewhere, RULE.id)).samples).toHaveLength(1)
  })

  it('names nobody when anonymised, and still shows what the rule reads', async () => {
    await customer(here, 'Kanzlei Berta')
    const pack = await exportPack(here, ANNA, { ids: [RULE.id], anonymise: true })
    const mail = Buffer.from(pack.rules[0]?.samples[0]?.mail ?? '', 'base64').toString()
    for (const name of ['kanzlei', 'berta', '198.51.100.7', 'Tagessicherung', 'Buchhaltung', 'FS-01'])
      expect(JSON.stringify(pack).concat(mail).toLowerCase()).not.toContain(name.toLowerCase())
    expect(pack.rules[0]?.samples[0]?.expected).toMatchObject({
      status: 'failed',
      objects: [{}, { status: 'failed' }],
    })
    expect((await importPack(elsewhere, ANNA, pack)).rules).toMatchObject([{ outcome: 'unchanged' }])
  })

  it('is refused rule by rule where a sample is read otherwise than it says', async () => {
    const pack = await exportPack(here, ANNA, { ids: [RULE.id], anonymise: false })
    const [packed] = pack.rules
    if (!packed) throw new Error('the pack is empty')
    const lying = structuredClone(packed)
    lying.rule = { ...lying.rule, id: 'rule-lying' }
    lying.samples.forEach((sample) => {
      sample.expected.status = 'success'
    })
    const fine = { ...packed, rule: { ...packed.rule, id: 'rule-fine' } }
    const { rules } = await importPack(elsewhere, ANNA, { ...pack, rules: [lying, fine] })
    expect(rules).toMatchObject([
      { id: 'rule-lying', outcome: 'refused', problem: expect.stringContaining('otherwise') },
      { id: 'rule-fine', outcome: 'new' },
    ])
    await expect(ruleDetail(elsewhere, 'rule-lying')).rejects.toMatchObject({ code: 'not_found' })
  })
})
