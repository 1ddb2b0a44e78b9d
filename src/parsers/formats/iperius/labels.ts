import { everydayLabels, type KnownLabels } from '../../support/known-labels.ts'
import { readSpelledLabels } from '../../support/spelled-labels.ts'

export type Labels = KnownLabels<Label>

type Label =
  | 'job'
  | 'host'
  | 'start'
  | 'end'
  | 'copied'
  | 'status'
  | 'errors'
  | 'warnings'
  | 'message'
  | 'other'

/** The labelled lines of a report; those of a log further below are left out. */
export function readLabels(lines: readonly string[]): Labels {
  return readSpelledLabels(lines, VOCABULARY)
}

const VOCABULARY = everydayLabels<Label>({
  job: [
    ...['Backup name', 'Name of the backup', 'Job name', 'Name of the job', 'Job', 'Backup job'],
    ...['Backup-Name', 'Backupname', 'Name des Backups', 'Jobname', 'Auftragsname', 'Auftrag', 'Backup-Job'],
    ...['Nome backup', 'Nome del backup', 'Nome operazione', "Nome dell'operazione", 'Operazione'],
    ...['Nombre de la copia', 'Nombre de la copia de seguridad', 'Nombre del backup'],
    ...['Nombre de la operación', 'Operación', 'Nom de la sauvegarde', 'Nom du backup', "Nom de l'opération"],
  ],
  host: [
    ...['Computer', 'Computer name', 'Computername', 'Rechner', 'Rechnername', 'Nome computer'],
    ...['Nome del computer', 'Equipo', 'Nombre del equipo', 'Ordenador', 'Ordinateur', "Nom de l'ordinateur"],
  ],
  start: [
    ...['Backup starten', 'Backup gestartet', 'Start des Backups', 'Backup start', 'Backup started'],
    ...['Start time', 'Inizio backup', 'Inizio del backup', 'Backup iniziato', 'Avvio backup'],
    ...['Inicio de la copia', 'Inicio de la copia de seguridad', 'Inicio del backup'],
    ...['Copia de seguridad iniciada', 'Début de la sauvegarde', 'Sauvegarde démarrée'],
  ],
  end: [
    ...['Backup abgeschlossen', 'Backup beendet', 'Ende des Backups', 'Backup completed', 'Backup end'],
    ...['Backup finished', 'End time', 'Fine backup', 'Fine del backup', 'Backup completato'],
    ...['Fin de la copia', 'Fin de la copia de seguridad', 'Fin del backup', 'Copia de seguridad finalizada'],
    ...['Fin de la sauvegarde', 'Sauvegarde terminée'],
  ],
  copied: [
    ...['Größe der kopierten Daten', 'Size of copied data', 'Size of the copied data', 'Copied data size'],
    ...['Data copied', 'Copied data', 'Dimensione dei dati copiati', 'Dimensione dati copiati'],
    ...['Tamaño de los datos copiados', 'Datos copiados', 'Taille des données copiées', 'Données copiées'],
  ],
  status: [
    ...['Status', 'Result', 'Ergebnis', 'Stato', 'Esito', 'Risultato', 'Estado', 'Resultado', 'État'],
    'Résultat',
  ],
  errors: [
    ...['Errors', 'Number of errors', 'Fehler', 'Anzahl Fehler', 'Anzahl der Fehler', 'Errori'],
    ...['Numero di errori', 'Numero errori', 'Errores', 'Número de errores', 'Erreurs', "Nombre d'erreurs"],
  ],
  warnings: [
    ...['Warnings', 'Number of warnings', 'Warnungen', 'Anzahl Warnungen', 'Anzahl der Warnungen', 'Avvisi'],
    ...['Numero di avvisi', 'Numero avvisi', 'Avisos', 'Advertencias', 'Número de avisos', 'Avertissements'],
  ],
  message: [
    ...['Error message', 'Fehlermeldung', 'Messaggio di errore', 'Mensaje de error', "Message d'erreur"],
  ],
  other: ['Kopierte Dateien', 'Files copied', 'Copied files', 'File copiati', 'Archivos copiados'],
})
