import type { Status } from '../../../domain/status.ts'
import { compileTemplates } from './templates.ts'

/** `{A}` is the NAS that holds `{x}` (a shared folder or LUN), `{B}` and `{y}` are where it is replicated to. */
export const REPLICATION_SENTENCES = compileTemplates<Status>([
  {
    says: 'success',
    sentences: [
      'replication task has completed the {Kind} replication from {A} ({x}) to {B} ({y})',
      'replicatietaak heeft de {Kind} replicatie vanaf {A} ({x}) naar {B} ({y}) voltooid',
      'replicatietaak heeft de {Kind} replicatie van {A} ({x}) naar {B} ({y}) voltooid',
      'replicatietaak {A} ({x}) heeft de {Kind} replicatie van naar {B} ({y}) voltooid',
      'replikationsaufgabe hat die {Kind} replikation von {A} ({x}) auf {B} ({y}) durchgeführt',
      'tâche de réplication a terminé la réplication {Kind} de {A} ({x}) vers {B} ({y})',
      'tâche de réplication a terminé la réplication {Kind} de {A} ({x}) sur {B} ({y})',
    ],
  },
  {
    says: 'failed',
    sentences: [
      'replication task failed to perform {Kind} replication to {A} ({x})',
      'replication task failed to perform replication to {A} ({x})',
      'uitvoeren van de {Kind} replicatie naar {A} ({x}) door de replicatietaak is mislukt',
      'uitvoeren van de replicatie naar {A} ({x}) door de replicatietaak is mislukt',
      'replikationsaufgabe konnte die {Kind} replikation auf {A} ({x}) nicht durchführen',
      'replikationsaufgabe konnte replikation auf {A} ({x}) nicht durchführen',
      'replikationsaufgabe konnte die replikation auf {A} ({x}) nicht durchführen',
      "tâche de réplication n'est pas parvenue à procéder à la réplication {Kind} sur {A} ({x})",
      "tâche de réplication n'est pas parvenue à procéder à la réplication sur {A} ({x})",
    ],
  },
  {
    says: 'warning',
    sentences: [
      'replication task {x} to {B} ({y}) is not completed',
      'replication task performing replication to {A} ({x}) is stopped',
      'replicatietaak {x} naar {B} ({y}) is niet voltooid',
      'uitvoeren van de replicatie naar {A} ({x}) door de replicatietaak is gestopt',
      'replikationsaufgabe {x} auf {B} ({y}) ist nicht abgeschlossen',
      'replikation {x} auf {B} ({y}) ist nicht abgeschlossen',
      'replikation auf {A} ({x}) wurde angehalten',
      "tâche de réplication {x} sur {B} ({y}) n'est pas terminée",
      'réplication sur {A} ({x}) est arrêtée',
    ],
  },
])

/** There are mails about snapshots that failed only. */
export const SNAPSHOT_SENTENCES = compileTemplates<Status>([
  {
    says: 'failed',
    sentences: [
      'failed to take a snapshot for shared folder {x} on {A}',
      'failed to take a snapshot for lun {x} on {A}',
      'maken van een snapshot van gedeelde map {x} op {A} is mislukt',
      'maken van een snapshot van lun {x} op {A} is mislukt',
      'schnappschuss für freigegebenen ordner {x} auf {A} konnte nicht aufgenommen werden',
      'schnappschuss für lun {x} auf {A} konnte nicht aufgenommen werden',
      "échec de la prise de l'instantané du dossier partagé {x} sur {A}",
      "échec de la prise d'un instantané du lun {x} sur {A}",
      'échec de la prise un instantané du lun {x} sur {A}',
    ],
  },
])
