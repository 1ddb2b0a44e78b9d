import type { MailFields } from '../../../src/parsers/read-mail.ts'

/** Words with which the products say that something went well, in every language a parser knows. */
const SUCCESS_WORDS = [
  ...[
    'success',
    'successes',
    'successful',
    'successfully',
    'succeeded',
    'ok',
    'okay',
    'passed',
    'healthy',
    'normal',
  ],
  ...[
    'complete',
    'completed',
    'finish',
    'finished',
    'done',
    'renewed',
    'installed',
    'updated',
    'ready',
    'available',
  ],
  ...[
    'voltooid',
    'geslaagd',
    'gelukt',
    'succesvol',
    'afgerond',
    'voltooide',
    'geïnstalleerd',
    'gereed',
    'beschikbaar',
  ],
  ...[
    'erfolgreich',
    'abgeschlossen',
    'durchgeführt',
    'erfolg',
    'beendet',
    'fertiggestellt',
    'installiert',
    'verfügbar',
  ],
  ...[
    'réussi',
    'réussie',
    'terminé',
    'terminée',
    'succès',
    'effectuée',
    'effectué',
    'installé',
    'prête',
    'disponible',
  ],
  ...['completata', 'completato', 'riuscita', 'riuscito', 'successo', 'fuldført', 'gennemført', 'lykkedes'],
  ...[
    'completada',
    'completado',
    'correctamente',
    'éxito',
    'finalizada',
    'finalizado',
    'concluído',
    'sucesso',
  ],
]
const UNKNOWN = 'zorblax'

/** The same mail with every word for success, and every given status text, replaced by a word that no product uses. */
export function withoutSuccessWords(fields: MailFields, statusTexts: readonly string[]): MailFields {
  const words = SUCCESS_WORDS.map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'giu'))
  const replace = (text: string): string => {
    let changed = text.normalize('NFC')
    for (const wording of statusTexts) if (wording !== '') changed = changed.replaceAll(wording, UNKNOWN)
    for (const word of words) changed = changed.replace(word, UNKNOWN)
    return changed
  }
  return {
    ...fields,
    subject: replace(fields.subject),
    text: replace(fields.text),
    html: replace(fields.html),
  }
}
