import type { StatusWords } from './parser-rule.ts'

/** The words for each status that reports use most, in English, Dutch, German and French: what a new rule begins with. */
export const USUAL_STATUS_WORDS: StatusWords = {
  success: [
    ...['success', 'successful', 'successfully', 'succeeded', 'completed', 'ok'],
    ...['geslaagd', 'gelukt', 'voltooid', 'succesvol'],
    ...['erfolgreich', 'abgeschlossen', 'erfolg'],
    ...['réussi', 'réussie', 'terminé', 'terminée', 'succès'],
  ],
  warning: [
    ...['warning', 'warnings', 'partial', 'partially', 'with exceptions', 'skipped', 'with errors'],
    ...['waarschuwing', 'waarschuwingen', 'gedeeltelijk', 'overgeslagen'],
    ...['warnung', 'warnungen', 'teilweise', 'übersprungen'],
    ...['avertissement', 'avertissements', 'partiellement', 'ignoré'],
  ],
  failed: [
    ...['failed', 'failure', 'error', 'cancelled', 'canceled', 'aborted'],
    ...['mislukt', 'fout', 'geannuleerd', 'afgebroken'],
    ...['fehlgeschlagen', 'fehler', 'abgebrochen', 'gescheitert'],
    ...['échoué', 'échec', 'erreur', 'annulé', 'annulée', 'interrompu'],
  ],
}
