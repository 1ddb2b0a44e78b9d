import { describe, expect, it } from 'vitest'
import { ANNA, drop, inbox } from '../../../test/support/cast.ts'
import { datenretterMail, DATENRETTER_RULE as RULE } from '../../../test/support/datenretter.ts'
import { preview, useRule } from '../../../test/support/reparsing.ts'
import { useTestWorld } from '../../../test/support/world.ts'
import { vzdumpMail } from '../../demo/report-mails.ts'
import { changesPage } from './changes.ts'
import { applyPreview, startPreview } from './previews.ts'
import { wordsOf } from './scope.ts'

const night = (day: number) => `2026-11-${String(day).padStart(2, '0')}T02:00:00Z`
const OWN_VZDUMP = {
  ...RULE,
  id: 'rule-own-vzdump',
  name: 'Our own look at vzdump',
  conditions: [{ part: 'subject', how: 'contains', value: 'VZDUMP backup' } as const],
  jobName: { way: 'fixed', text: 'vzdump' } as const,
  host: null,
  objects: null,
}

describe('a draft of a rule, tried on all stored messages', () => {
  const world = useTestWorld()

  it('says how many messages it takes and changes nothing', async () => {
    await drop(
      world,
      datenretterMail({ date: night(8) }),
      datenretterMail({ date: night(9) }),
      vzdumpMail({ date: night(9) }),
      vzdumpMail({ date: night(10) }),
    )
    const before = await inbox(world)
    const found = await preview(world, { kind: 'draft', rule: RULE, before: null })
    expect(found).toMatchObject({
      scope: { kind: 'draft', name: RULE.name },
      total: null,
      progress: 1,
      read: 2,
      draft: { matches: 2, conflicts: 0 },
      byKind: { 'newly read': 2 },
    })
    expect(await inbox(world)).toEqual(before)
  })

  it.each([
    ['before another parser it wins what both take', 'proxmox-vzdump', true],
    ['behind all others it loses it', null, false],
  ])('%s, and is told of the competition', async (_name, place, draftWins) => {
    const found = await preview(world, { kind: 'draft', rule: OWN_VZDUMP, before: place })
    expect(found.draft).toEqual({
      matches: 2,
      conflicts: 2,
      wins: draftWins ? 2 : 0,
      loses: draftWins ? 0 : 2,
    })
    const page = await changesPage(world, { id: found.id, limit: 50, conflicts: true })
    expect(page).toMatchObject({
      total: 2,
      rows: [
        {
          kind: draftWins ? 'changed' : null,
          conflict: { parserId: 'proxmox-vzdump', draftWins },
          parserAfter: draftWins ? OWN_VZDUMP.id : 'proxmox-vzdump',
        },
        {},
      ],
    })
  })

  it('takes the place of the saved rule that it is a change of', async () => {
    await useRule(world, RULE)
    const found = await preview(world, { kind: 'draft', rule: { ...RULE, software: 'Other' }, before: null })
    expect(found.draft).toEqual({ matches: 2, conflicts: 0, wins: 0, loses: 0 })
  })

  it('can be looked at, never applied', async () => {
    const found = await preview(world, { kind: 'draft', rule: RULE, before: null })
    await expect(applyPreview(world, ANNA, found.id)).rejects.toMatchObject({ code: 'not_applicable' })
  })

  it('is refused with a pattern that cannot be used, or before a parser that does not exist', async () => {
    const broken = { ...RULE, jobName: { way: 'pattern', part: 'body', pattern: '(' } as const }
    await expect(
      startPreview(world, ANNA, { kind: 'draft', rule: broken, before: null }),
    ).rejects.toMatchObject({ code: 'unusable_pattern', status: 422 })
    await expect(
      startPreview(world, ANNA, { kind: 'draft', rule: RULE, before: 'no-such-parser' }),
    ).rejects.toMatchObject({ code: 'unknown_parser' })
  })

  it('is looked for by the words of its sender and subject, and by nothing that the database may see otherwise', () => {
    expect(
      wordsOf([
        { part: 'from', how: 'equals', value: 'Größe_100%@Mail.example' },
        { part: 'subject', how: 'starts with', value: 'Auftrag  fertig' },
        { part: 'subject', how: 'matches', value: 'a.*b' },
        { part: 'body', how: 'contains', value: 'never' },
      ]),
    ).toEqual([
      { part: 'from', like: '%gr%e\\_100\\%@mail.example%' },
      { part: 'subject', like: '%auftrag%' },
      { part: 'subject', like: '%fertig%' },
    ])
  })
})
