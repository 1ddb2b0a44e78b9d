import { everydayLabels, type KnownLabels } from '../../support/known-labels.ts'
import { readSpelledLabels } from '../../support/spelled-labels.ts'

export type Labels = KnownLabels<Label>

type Label =
  | 'plan'
  | 'host'
  | 'company'
  | 'type'
  | 'status'
  | 'start'
  | 'end'
  | 'duration'
  | 'total'
  | 'transferred'
  | 'failedCount'
  | 'warningCount'
  | 'message'
  | 'other'

/** The labelled lines of a report, in English or German; table rows and some known labels need no colon. */
export function readLabels(lines: readonly string[]): Labels {
  return readSpelledLabels(
    lines.map((line) => line.replace(ALWAYS_LABELS, '$1: ')),
    VOCABULARY,
  )
}

const ALWAYS_LABELS = /^(plan-name|backup-dauer|backup type|backup duration|plan name) (?! ?:)/i

const VOCABULARY = everydayLabels<Label>({
  plan: ['Plan name', 'Plan', 'Backup plan', 'Backup plan name', 'Plan-Name', 'Planname', 'Backup-Plan'],
  host: ['Computer', 'Computer name', 'Host', 'Hostname', 'Machine', 'Rechner', 'Computername', 'Gerät'],
  company: ['Company', 'Company name', 'Customer', 'Firma', 'Kunde', 'Unternehmen'],
  type: ['Backup type', 'Plan type', 'Backup-Typ', 'Backup-Art', 'Plan-Typ', 'Plan-Art'],
  status: [
    ...['Status', 'Plan status', 'Backup status', 'Result', 'Backup result', 'Plan-Status'],
    ...['Backup-Status', 'Ergebnis', 'Backup-Ergebnis'],
  ],
  start: [
    ...['Start time', 'Started', 'Started at', 'Backup started', 'Plan started', 'Startzeit'],
    ...['Backup-Start', 'Backup-Beginn', 'Gestartet', 'Beginn'],
  ],
  end: [
    ...['End time', 'Finish time', 'Finished', 'Finished at', 'Backup finished', 'Endzeit'],
    ...['Backup-Ende', 'Beendet', 'Ende'],
  ],
  duration: ['Duration', 'Backup duration', 'Plan duration', 'Backup-Dauer', 'Dauer'],
  total: ['Total size', 'Total data size', 'Data size', 'Gesamtgröße', 'Datengröße'],
  transferred: [
    ...['Uploaded', 'Data uploaded', 'Uploaded size', 'Size uploaded', 'Backed up size'],
    ...['Data backed up', 'Hochgeladen', 'Hochgeladene Daten', 'Übertragene Daten', 'Gesicherte Daten'],
  ],
  failedCount: [
    ...['Files failed', 'Failed files', 'Failed', 'Errors', 'Objects failed', 'Fehlgeschlagen'],
    ...['Fehlgeschlagene Dateien', 'Fehlerhafte Dateien', 'Anzahl Fehler'],
  ],
  warningCount: ['Warnings', 'Files with warnings', 'Warnungen', 'Anzahl Warnungen'],
  message: ['Error message', 'Error', 'Message', 'Details', 'Fehlermeldung', 'Fehler', 'Meldung'],
  other: [
    ...['Backup to', 'Storage', 'Destination', 'Backup nach', 'Speicherziel', 'Ziel'],
    ...['Files backed up', 'Files to back up', 'Files scanned', 'Gesicherte Dateien', 'Next run'],
  ],
})
