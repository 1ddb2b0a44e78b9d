import { everydayLabels, type KnownLabels } from '../../support/known-labels.ts'
import { readSpelledLabels } from '../../support/spelled-labels.ts'

export type Labels = KnownLabels<Label>

type Label =
  | 'plan'
  | 'device'
  | 'company'
  | 'alert'
  | 'status'
  | 'start'
  | 'end'
  | 'time'
  | 'duration'
  | 'total'
  | 'transferred'
  | 'message'
  | 'other'

/** The labelled lines of a notification, in English or German. */
export function readLabels(lines: readonly string[]): Labels {
  return readSpelledLabels(lines, VOCABULARY)
}

const QUOTED = `["'“”„«»‘’]([^"'“”„«»‘’]{1,200})["'“”„«»‘’]`
const PLAN = new RegExp(`\\b(?:plan|task|job|aufgabe)[a-z]{0,4}:? ${QUOTED}`, 'i')
const DEVICE = new RegExp(`(?:machine|device|workload|computer|maschine|gerät):? ${QUOTED}`, 'i')

/** Plan and device where a sentence has them: `Task 'Nightly' succeeded on machine 'SRV-01'`. */
export function namesInSentences(sentences: readonly string[]): {
  plan: string | null
  device: string | null
} {
  const find = (pattern: RegExp): string | null => {
    for (const sentence of sentences.slice(0, MAX_SENTENCES)) {
      const name = pattern.exec(sentence.slice(0, MAX_LINE))?.[1]?.trim()
      if (name) return name
    }
    return null
  }
  return { plan: find(PLAN), device: find(DEVICE) }
}

const MAX_SENTENCES = 30
const MAX_LINE = 1000

const VOCABULARY = everydayLabels<Label>({
  plan: [
    ...['Plan', 'Plan name', 'Backup plan', 'Backup plan name', 'Protection plan', 'Protection plan name'],
    ...['Task', 'Task name', 'Backup task', 'Plan-Name', 'Planname', 'Name des Plans', 'Schutzplan'],
    ...['Schutzplan-Name', 'Name des Schutzplans', 'Backup-Plan', 'Backup-Plan-Name', 'Backup-Task'],
  ],
  device: [
    ...['Device', 'Device name', 'Machine', 'Machine name', 'Workload', 'Workload name', 'Resource'],
    ...['Resource name', 'Computer', 'Gerät', 'Gerätename', 'Maschine', 'Maschinenname', 'Ressource'],
    ...['Workload-Name', 'Computername'],
  ],
  company: [
    ...['Customer', 'Customer name', 'Tenant', 'Organization', 'Company', 'Kunde', 'Kundenname', 'Mandant'],
    ...['Organisation', 'Firma', 'Unternehmen'],
  ],
  alert: ['Alert', 'Alert type', 'Alert name', 'Notification', 'Alarm', 'Alarmtyp', 'Benachrichtigung'],
  status: ['Status', 'Result', 'Backup status', 'Ergebnis', 'Backup-Status'],
  start: ['Started', 'Start time', 'Start', 'Started at', 'Gestartet', 'Startzeit', 'Beginn'],
  end: ['Finished', 'Finish time', 'End time', 'Completed', 'Completed at', 'Beendet', 'Endzeit', 'Ende'],
  time: ['Date and time', 'Date', 'Time', 'Datum und Uhrzeit', 'Datum', 'Zeitpunkt'],
  duration: ['Duration', 'Backup duration', 'Dauer', 'Backup-Dauer'],
  total: ['Data size', 'Source size', 'Bytes to process', 'Datengröße', 'Quellgröße'],
  transferred: ['Bytes saved', 'Transferred', 'Bytes transferred', 'Übertragen', 'Übertragene Daten'],
  message: [
    ...['Error', 'Error message', 'Reason', 'Details', 'Message', 'Description', 'Fehler', 'Fehlermeldung'],
    ...['Grund', 'Ursache', 'Meldung', 'Beschreibung'],
  ],
  other: ['Severity', 'Schweregrad', 'Bytes processed', 'Backup location', 'Backup-Speicherort'],
})
