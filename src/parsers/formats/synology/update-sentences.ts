import type { Status } from '../../../domain/status.ts'
import { compilePhrases } from '../../support/words.ts'
import { compileTemplates } from './templates.ts'

/** What DSM says about updates of itself and of packages; `{A}` is the NAS. */
export const UPDATE_SENTENCES = compileTemplates<Status>([
  {
    says: 'warning',
    sentences: [
      ...['DSM auto update is cancelled', 'DSM auto update is canceled'],
      'De automatische update van DSM is geannuleerd',
      'DSM automatische Aktualisierung wird abgebrochen',
      'La mise à jour automatique de DSM est annulée',
      ...['Packages must be updated on {A}', 'De pakketten op {A} moeten worden bijgewerkt'],
      ...['Pakete müssen auf {A} aktualisiert werden', 'Des paquets doivent être mis à jour sur {A}'],
      ...['Packages on {A} are out-of-date', 'Pakketten op {A} zijn niet bijgewerkt'],
      ...['Die Pakete auf {A} sind veraltet', 'Les paquets {A} ont expiré'],
      'DSM on {A} is out-of-date from Security Advisor',
      'DSM op {A} is niet bijgewerkt door Security Advisor',
      'DSM auf {A} ist gemäß Sicherheitsberater veraltet',
      'DSM sur {A} a expiré sur Conseiller de sécurité',
      'DSM and packages on {A} are out-of-date from Security Advisor',
      'DSM en pakketten op {A} zijn niet bijgewerkt door Security Advisor',
      'DSM und Pakete auf {A} sind gemäß Sicherheitsberater veraltet',
      'Un DSM et les paquets sur {A} ont expiré sur Conseiller de sécurité',
    ],
  },
  {
    says: 'success',
    sentences: [
      'DSM Automatic Update will automatically start on {A} in {N} minutes',
      'De automatische update van DSM wordt automatisch gestart op {A} in {N} minuten',
      'DSM Automatische Aktualisierung wird auf {A} in {N} Minuten automatisch gestartet',
      'La mise à jour automatique de DSM va démarrer automatiquement sur {A} dans {N} minutes',
      ...['DSM update is ready to be installed on {A}', 'De DSM-update is gereed voor installatie op {A}'],
      'DSM-Aktualisierung für die Installation auf {A} verfügbar',
      'La mise à jour de DSM est prête à être installée sur {A}',
      ...['A new DSM update has been detected on {A}', 'Er is een nieuwe DSM-update op {A}'],
      'Eine neue DSM-Aktualisierung wurde auf {A} erkannt',
      'Une nouvelle mise à jour de DSM a été détectée sur {A}',
      'DSM updates will be installed on {A} before the scheduled shutdown',
      'DSM-updates worden automatisch geïnstalleerd {A} voordat de geplande uitschakeling wordt uitgevoerd',
      'DSM-updates worden automatisch geïnstalleerd op {A} voordat de geplande uitschakeling wordt uitgevoerd',
      'DSM-Aktualisierungen werden vor der geplanten Abschaltung auf {A} installiert',
      "Les mises à jour de DSM seront installées sur {A} avant l'arrêt programmé",
      ...['Updates are available for packages on {A}', 'Er zijn updates beschikbaar voor pakketten op {A}'],
      'Aktualisierungen stehen für Paket auf {A} zur Verfügung',
      'Aktualisierungen stehen für Pakete auf {A} zur Verfügung',
      'Des mises à jour sont disponibles pour des paquets sur {A}',
      ...['Package update information for {A}', 'Package Upgrade Information for {A}'],
      ...['Pakketupdate-informatie voor {A}', 'Informatie over pakketupgrade voor {A}'],
      'Paketaktualisierungsinformationen für {A}',
      // DSM 7 tells of each package that was updated; the words are inferred.
      ...['{p} on {A} has been updated to version {V}', '{p} on {A} has been upgraded to version {V}'],
      ...['{p} op {A} is bijgewerkt naar versie {V}', '{p} auf {A} wurde auf Version {V} aktualisiert'],
      '{p} sur {A} a été mis à jour vers la version {V}',
      'Informations sur les mises à jour des paquets pour {A}',
    ],
  },
])

/** Words that make a mail one about updates, whatever else it says; the newer DSM words its sentences differently. */
export const UPDATE_TOPICS = compilePhrases<'dsm' | 'packages'>([
  {
    says: 'dsm',
    phrases: [
      ...['DSM update', 'DSM updates', 'DSM auto update', 'DSM automatic update', 'automatic DSM update'],
      ...['automatic update of DSM', 'automatische DSM-update', 'DSM-update', 'DSM-updates'],
      ...['automatische update van DSM', 'DSM-update op', 'DSM automatische Aktualisierung'],
      ...['automatische DSM-Aktualisierung', 'DSM-Aktualisierung', 'DSM-Aktualisierungen'],
      ...['mise à jour automatique de DSM', 'mise à jour de DSM', 'mises à jour de DSM', 'mise à jour DSM'],
      ...['DSM and packages on', 'DSM en pakketten op', 'DSM und Pakete auf', 'DSM et les paquets sur'],
      ...['DSM on', 'DSM op', 'DSM auf', 'DSM sur'],
    ],
  },
  {
    says: 'packages',
    phrases: [
      ...['packages on', 'package on', 'pakketten op', 'pakket op', 'Pakete auf', 'Paket auf', 'paquets sur'],
      ...['paquet sur', 'packages running on'],
    ],
  },
])

/** What is said about an update, for wordings that the sentences above don't have. */
export const UPDATE_OUTCOMES = compilePhrases<Status>([
  {
    says: 'warning',
    phrases: [
      ...['cancelled', 'canceled', 'failed', 'failure', 'could not', 'unable to', 'not', 'error'],
      ...['out-of-date', 'out of date', 'outdated', 'must be updated', 'geannuleerd', 'mislukt', 'niet'],
      ...['kan niet', 'fout', 'verouderd', 'moeten worden bijgewerkt', 'abgebrochen', 'fehlgeschlagen'],
      ...['nicht', 'fehler', 'veraltet', 'müssen', 'annulée', 'annulé', 'échoué', 'échec', 'erreur'],
      ...['expiré', 'obsolètes', 'doivent', 'pas'],
    ],
  },
  {
    says: 'success',
    phrases: [
      ...['available', 'ready', 'will be installed', 'will automatically start', 'has been installed'],
      ...['have been installed', 'successfully installed', 'has been updated', 'have been updated'],
      ...['has been detected', 'beschikbaar', 'gereed', 'wordt geïnstalleerd', 'worden geïnstalleerd'],
      ...[
        'is geïnstalleerd',
        'zijn geïnstalleerd',
        'automatisch gestart',
        'is bijgewerkt',
        'zijn bijgewerkt',
      ],
      ...['verfügbar', 'zur verfügung', 'installiert', 'automatisch gestartet', 'wurde aktualisiert'],
      ...['wurden aktualisiert', 'disponible', 'disponibles', 'prête', 'prêtes', 'sera installée'],
      ...['seront installées', 'a été installée', 'ont été installées', 'va démarrer'],
      ...['a été mis à jour', 'ont été mis à jour'],
    ],
  },
])
