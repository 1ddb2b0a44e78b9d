import { kept } from '../../support/kept.ts'
import { labelVocabulary, readKnownLabels } from '../../support/known-labels.ts'
import type { Frame } from './frame.ts'

/** Labels and sentences of Hyper Backup, Network Backup, LUN Backup and Shared Folder Sync. */
export const readTaskLabels = kept((frame: Frame) => readKnownLabels(frame.lines, TASK))

/** The same of the Active Backup packages, where the task's name stands in a sentence and never behind a label. */
export const readActiveBackupLabels = kept((frame: Frame) => readKnownLabels(frame.lines, ACTIVE_BACKUP))

/** The same of Snapshot Replication. */
export function readSnapshotLabels(frame: Frame) {
  return readKnownLabels(frame.lines, SNAPSHOT)
}

export type TaskLabels = ReturnType<typeof readTaskLabels>
export type ActiveBackupLabels = ReturnType<typeof readActiveBackupLabels>

const TIMES = {
  start: [
    ...['Start Time', 'Start', 'Starttijd', 'Startzeit', 'Heure de démarrage', 'Heure de début'],
    ...["Ora d'inizio", 'Ora di inizio', 'Starttidspunkt', 'Starttid'],
  ],
  end: [
    ...['End Time', 'Stop Time', 'Eindtijd', 'Endzeit', 'Ende', 'Heure de fin', 'Ora di fine'],
    ...['Sluttidspunkt', 'Sluttid'],
  ],
  duration: ['Duration', 'Duur', 'Dauer', 'Durée', 'Durata', 'Varighed'],
}

const TASK = labelVocabulary({
  ...TIMES,
  task: [
    ...['Backup Task', 'Backup Task Name', 'Task Name', 'Back-uptaak', 'Taaknaam', 'Naam van taak'],
    ...['Datensicherungsaufgabe', 'Datensicherungsaufgaben', 'Sicherungsaufgabe', 'Aufgabenname'],
    ...['Name der Aufgabe', 'Tâche de sauvegarde', 'Nom de la tâche', 'Attività di backup', 'Nome attività'],
    ...['Backupopgave', 'Opgavenavn', 'Restore Task', 'Hersteltaak', 'Wiederherstellungsaufgabe'],
    ...['Tâche de restauration'],
  ],
  syncTask: [
    ...['Sync Task', 'Synchronisatietaak', 'Synchronisierungsaufgabe', 'Tâche de synchronisation'],
    'Synchroniser les tâches',
  ],
  lun: ['LUN Name', 'LUN-naam', 'LUN-Name', 'Nom du LUN'],
  destination: [
    ...['Backup Destination', 'Back-updoel', 'Back-upbestemming', 'Datensicherungsziel', 'Sicherungsziel'],
    ...['Destination de la sauvegarde', 'Destination de sauvegarde', 'Destinazione di backup'],
    ...['Destinazione backup', 'Backupdestination'],
  ],
  syncServer: [
    ...['Sync Server', 'Synchronisatieserver', 'Synchronisierungsserver', 'Synchronisation du serveur'],
    'Serveur de synchro',
  ],
  restoreSource: [
    ...['Restore Source', 'Restoration Source', 'Herstelbron', 'Wiederherstellungsquelle'],
    'Source de la restauration',
  ],
  totalSize: ['Total Source Size', 'Totale brongrootte', 'Quellgröße gesamt', 'Taille totale de la source'],
  increase: ['Increased Target Size', 'Erhöhte Zielgröße'],
})

const ACTIVE_BACKUP = labelVocabulary({
  ...TIMES,
  transferred: [
    ...['Transferred Size', 'Data transferred', 'Overgedragen grootte', 'Übertragene Größe'],
    ...['Taille transférée', 'Dimensioni trasferite', 'Overført størrelse'],
  ],
  devices: [
    ...['Device List', 'Apparaatlijst', 'Lijst met apparaten', 'Geräteliste', 'Liste des appareils'],
    ...['Liste des périphériques', 'Elenco dispositivi', 'Enhedsliste'],
  ],
})

const SNAPSHOT = labelVocabulary({
  source: ['Source server', 'Bronserver', 'Quellserver', 'Serveur source'],
  destination: ['Destination server', 'Doelserver', 'Zielserver', 'Serveur de destination'],
  share: ['Shared folder', 'Gedeelde map', 'Freigegebener Ordner', 'Dossier partagé'],
  lun: ['LUN'],
})
