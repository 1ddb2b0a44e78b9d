import { describe, expect, it } from 'vitest'
import type { ParserRule } from '../../domain/parser-rule.ts'
import { USUAL_STATUS_WORDS } from '../../domain/usual-status-words.ts'
import { type MailFields, readMail } from '../read-mail.ts'
import { compileLinear } from './linear-pattern.ts'
import { waysToRead } from './point-at.ts'
import { problemsOfRule, ruleParser } from './rule-parser.ts'
import { withRules } from './rule-set.ts'
import { tablesIn } from './tables-in.ts'

const REPORT: MailFields = {
  fromAddress: 'sicherung@kanzlei.example',
  fromName: 'Datenretter',
  subject: 'Datenretter: Auftrag "Tagessicherung" auf FS-01 erfolgreich abgeschlossen',
  receivedAt: '2026-11-10T04:00:00.000Z',
  text: '',
  html: `<p>Auftrag: Tagessicherung</p><p>Rechner</p><p>FS-01</p><p>Beginn: 10.11.2026 03:00:00</p><p>Umfang: 12,5 GB</p>
    <table><tr><th>Objekt</th><th>Ergebnis</th><th>Umfang</th><th>Meldung</th></tr>
    <tr><td>Buchhaltung</td><td>erfolgreich</td><td>10,0 GB</td><td></td></tr>
    <tr><td>Archiv</td><td>erfolgreich</td><td>2,5 GB</td><td></td></tr>
    <tr><td>Gesamt</td><td></td><td>12,5 GB</td><td></td></tr></table>`,
}

const RULE: ParserRule = {
  id: 'rule-datenretter',
  version: 3,
  name: 'Reports of Datenretter',
  software: 'Datenretter',
  type: 'Backup',
  informational: false,
  cadence: 'report',
  conditions: [
    { part: 'subject', how: 'starts with', value: 'datenretter:' },
    { part: 'body', how: 'contains', value: 'Auftrag:' },
  ],
  jobName: { way: 'label', label: 'Auftrag' },
  host: { way: 'between', part: 'subject', before: 'auf ', after: ' ' },
  status: { way: 'between', part: 'subject', before: '', after: '' },
  statusWords: USUAL_STATUS_WORDS,
  message: null,
  startedAt: { way: 'label', label: 'Beginn' },
  endedAt: null,
  totalBytes: { way: 'pattern', part: 'body', pattern: 'Umfang: ([\\d,.]+ [KMGT]?B)' },
  objects: {
    way: 'table',
    columns: {
      name: 'Objekt',
      status: 'Ergebnis',
      message: 'Meldung',
      size: 'Umfang',
      transferred: null,
      started: null,
      ended: null,
    },
    leaveOut: ['Gesamt'],
  },
}

const read = (change: Partial<MailFields> = {}, rule: Partial<ParserRule> = {}) =>
  ruleParser({ ...RULE, ...rule }).parse(readMail({ ...REPORT, ...change }))?.[0]

describe('a rule reads a report', () => {
  it('by labels, by what stands between texts, by patterns and from a table', () => {
    expect(read()).toMatchObject({
      software: 'Datenretter',
      type: 'Backup',
      jobName: 'Tagessicherung',
      host: 'FS-01',
      status: 'success',
      startedAt: '2026-11-10T03:00:00',
      totalBytes: 12.5 * 1024 ** 3,
      objects: [
        { name: 'Buchhaltung', status: 'success', sizeBytes: 10 * 1024 ** 3 },
        { name: 'Archiv', status: 'success', sizeBytes: 2.5 * 1024 ** 3 },
      ],
    })
  })

  it('with its label alone above the value', () => {
    expect(read({}, { host: { way: 'label', label: 'Rechner' } })?.host).toBe('FS-01')
  })

  it('as no success when one of its objects failed', () => {
    const html = REPORT.html.replace('Archiv</td><td>erfolgreich', 'Archiv</td><td>fehlgeschlagen')
    expect(read({ html })).toMatchObject({
      status: 'failed',
      objects: [{ status: 'success' }, { name: 'Archiv', status: 'failed', message: 'fehlgeschlagen' }],
    })
  })

  it('as a warning with the text shown when no word covers its status', () => {
    expect(read({ subject: 'Datenretter: Auftrag auf FS-01 vollzogen' })).toMatchObject({
      status: 'warning',
      statusText: 'Datenretter: Auftrag auf FS-01 vollzogen',
    })
  })

  it.each(['nicht erfolgreich', 'not successful', 'pas terminé', 'niet geslaagd', 'not yet completed'])(
    'never as a success when its word is turned round: %s',
    (words) => {
      expect(read({ subject: `Datenretter: Auftrag auf FS-01 ${words}` })?.status).not.toBe('success')
    },
  )

  it('with an object of an unknown word as a warning', () => {
    const html = REPORT.html.replace('Archiv</td><td>erfolgreich', 'Archiv</td><td>vollzogen')
    expect(read({ html })).toMatchObject({ status: 'warning', objects: [{}, { message: 'vollzogen' }] })
  })

  it('from text columns as from an HTML table', () => {
    const text = `Auftrag: Tagessicherung

Objekt       Ergebnis      Umfang    Meldung
-----------  ------------  --------  -------
Buchhaltung  erfolgreich   10,0 GB   -
Archiv       Fehler        0 B       Band voll
`
    expect(read({ text, html: '' })?.objects).toMatchObject([
      { name: 'Buchhaltung', status: 'success' },
      { name: 'Archiv', status: 'failed', message: 'Band voll' },
    ])
  })

  it('from repeating lines by a pattern with named groups', () => {
    const text = 'Auftrag: Tagessicherung\n* Buchhaltung ... erfolgreich\n* Archiv ... Fehler (Band voll)'
    const objects = {
      way: 'lines',
      pattern: '^\\* (?P<name>\\S+) \\.\\.\\. (?P<status>\\w+)(?: \\((?P<message>[^)]*)\\))?',
      leaveOut: [],
    } as const
    expect(read({ text, html: '' }, { objects: { ...objects, leaveOut: [] } })?.objects).toMatchObject([
      { name: 'Buchhaltung', status: 'success', message: null },
      { name: 'Archiv', status: 'failed', message: 'Band voll' },
    ])
  })

  it('only when every condition holds and the job has a name', () => {
    expect(read({ subject: 'Fremdes: Auftrag' })).toBeUndefined()
    expect(read({ html: '<p>Auftrag:</p>' })).toBeUndefined()
    expect(ruleParser({ ...RULE, conditions: [] }).match(readMail(REPORT))).toBe(false)
  })
})

describe('a pattern', () => {
  it('that would backtrack for ever elsewhere ends here, and a broken one is refused in words', () => {
    const compiled = compileLinear('(a+)+$')
    expect('pattern' in compiled && compiled.pattern.test(`${'a'.repeat(100_000)}!`)).toBe(false)
    expect(compileLinear('(')).toMatchObject({ problem: expect.stringContaining('not a valid pattern') })
    expect(compileLinear('((x{1000}){100}){10}')).toHaveProperty('problem')
    expect(compileLinear('x'.repeat(501))).toHaveProperty('problem')
  })

  it('is named by its place in the rule when it cannot be used', () => {
    const broken = { ...RULE, jobName: { way: 'pattern', part: 'subject', pattern: '[' } as const }
    expect(problemsOfRule(broken)).toMatchObject([{ place: 'jobName' }])
    expect(problemsOfRule(RULE)).toEqual([])
  })
})

describe('pointing at a text', () => {
  const mail = readMail(REPORT)
  const at = (part: 'subject' | 'body', text: string) => {
    const whole = part === 'subject' ? mail.subject : mail.text
    const start = whole.indexOf(text)
    return waysToRead(mail, { part, start, end: start + text.length })
  }

  it('finds the label beside it, or above it', () => {
    expect(at('body', 'Tagessicherung').ways[0]).toEqual({ way: 'label', label: 'Auftrag' })
    expect(at('body', 'FS-01').ways[0]).toEqual({ way: 'label', label: 'Rechner' })
  })

  it('finds what stands around it in a subject, with as little of it as tells it apart', () => {
    expect(at('subject', 'Tagessicherung').ways[0]).toMatchObject({ way: 'between', before: '"' })
    expect(at('subject', 'FS-01').ways[0]).toMatchObject({ way: 'between', before: 'auf ' })
  })

  it('offers nothing for white space', () => {
    expect(waysToRead(mail, { part: 'body', start: 0, end: 0 }).ways).toEqual([])
  })
})

it('the tables of a mail are found with a guess of what each column tells', () => {
  expect(tablesIn(readMail(REPORT))[0]).toMatchObject({
    header: ['Objekt', 'Ergebnis', 'Umfang', 'Meldung'],
    rowCount: 3,
    proposal: { columns: { name: 'Objekt', status: 'Ergebnis', size: 'Umfang', message: 'Meldung' } },
  })
})

it('rules stand in the one list where they were placed', () => {
  const builtIn = ['one', 'two'].map((id) => ruleParser({ ...RULE, id }))
  const placed = (id: string, before: string | null) => ({ rule: { ...RULE, id }, before })
  const rules = [placed('last', null), placed('before-two', 'two'), placed('lost', 'gone')]
  expect(withRules(builtIn, { revision: '1', rules }).map((parser) => parser.id)).toEqual([
    'one',
    'before-two',
    'two',
    'last',
    'lost',
  ])
})
