import type { RuleDraft } from '../../contract/parser-rule.ts'
import { USUAL_STATUS_WORDS } from '../../src/domain/usual-status-words.ts'

/** A report of a German product that no built-in parser knows: raw RFC 5322. */
export function datenretterMail(report: {
  date: string
  job?: string
  from?: string
  outcome?: string
  objects?: Record<string, string>
}): Buffer {
  const { job = 'Tagessicherung', from = 'sicherung@kanzlei.example', outcome = 'erfolgreich' } = report
  const rows = Object.entries(report.objects ?? { Buchhaltung: 'erfolgreich', Archiv: 'erfolgreich' })
    .map(([name, state]) => `<tr><td>${name}</td><td>${state}</td><td>10,0 GB</td></tr>`)
    .join('\r\n')
  return Buffer.from(
    `From: Datenretter <${from}>
To: reports@msp.example
Date: ${new Date(report.date).toUTCString().replace('GMT', '+0000')}
Message-ID: <${job}.${report.date}@kanzlei.example>
Subject: =?utf-8?B?${Buffer.from(`Datenretter: Auftrag "${job}" auf FS-01 ${outcome}`).toString('base64')}?=
MIME-Version: 1.0
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<html><body><h1>Bericht</h1>
<p>Auftrag: ${job}</p>
<p>Rechner: FS-01</p>
<p>Beginn: 10.11.2026 03:00:00</p>
<table><tr><th>Objekt</th><th>Ergebnis</th><th>Umfang</th></tr>
${rows}
</table>
<p>Ansprechpartner: berta.beispiel@kanzlei.example, 198.51.100.7, fs-01.intern.kanzlei-berta.example</p></body></html>
`.replace(/\r?\n/g, '\r\n'),
  )
}

/** The rule that a person would build for it. */
export const DATENRETTER_RULE: RuleDraft = {
  id: 'rule-datenretter',
  name: 'Reports of Datenretter',
  software: 'Datenretter',
  type: 'Backup',
  informational: false,
  cadence: 'report',
  conditions: [{ part: 'subject', how: 'starts with', value: 'Datenretter:' }],
  jobName: { way: 'label', label: 'Auftrag' },
  host: { way: 'label', label: 'Rechner' },
  status: { way: 'between', part: 'subject', before: 'auf ', after: '' },
  statusWords: USUAL_STATUS_WORDS,
  message: null,
  startedAt: { way: 'label', label: 'Beginn' },
  endedAt: null,
  totalBytes: null,
  objects: {
    way: 'table',
    columns: {
      name: 'Objekt',
      status: 'Ergebnis',
      message: null,
      size: 'Umfang',
      transferred: null,
      started: null,
      ended: null,
    },
    leaveOut: [],
  },
}
