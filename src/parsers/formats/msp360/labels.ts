import { type KnownLabels, labelVocabulary, readKnownLabels } from '../../support/labelled-lines.ts'
import { foldWords } from '../../support/words.ts'

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
  const spelled = lines.slice(0, MAX_LINES).map((line) => spelledOut(line.slice(0, MAX_LINE)))
  // Without a single colon readKnownLabels would take words of a sentence for labels.
  const hasLabels = spelled.some((line) => foldWords(line).search(VOCABULARY.withColon) >= 0)
  return hasLabels ? readKnownLabels(spelled, VOCABULARY) : { values: [], rest: spelled }
}

/** The first line of the first value of a label; null when there is none. */
export function labelled(labels: Labels, key: Label): string | null {
  const found = labels.values.find((each) => each.key === key && each.value !== '')
  return found?.value.split('\n')[0]?.slice(0, 500) ?? null
}

/** The number that a label gives; 0 when it gives none. */
export function countOf(labels: Labels, key: Label): number {
  return Number(/^\d{1,9}/.exec(labelled(labels, key) ?? '')?.[0] ?? 0)
}

const MAX_LINES = 500
const MAX_LINE = 1000
const ALWAYS_LABELS = /^(plan-name|backup-dauer|backup type|backup duration|plan name) (?! ?:)/i

/** A line with a label and no colon as one with it: the two cells of a table row, or a label alone above its value. */
function spelledOut(line: string): string {
  const [label = '', ...cells] = line.split('\t')
  if (cells.length === 0) {
    const isAlone = VOCABULARY.keyOf.has(foldWords(line.trim()))
    return isAlone ? `${line}:` : line.replace(ALWAYS_LABELS, '$1: ')
  }
  return label.trim().endsWith(':') ? line : `${label.trim()}: ${cells.join(' ')}`
}

const VOCABULARY = labelVocabulary<Label>({
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
