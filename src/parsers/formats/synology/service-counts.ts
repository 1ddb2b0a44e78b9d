import type { Status } from '../../../domain/status.ts'
import { BLANK_OBJECT, type ReportedObject } from '../../parser.ts'
import { compilePhrases, findPhraseAtEnd } from '../../support/words.ts'

/** What the counted word before a colon means. */
const COUNTED = compilePhrases<Status>([
  {
    says: 'failed',
    phrases: ['error', 'errors', 'fout', 'fouten', 'fehler', 'erreur', 'erreurs', 'errore', 'errori', 'fejl'],
  },
  {
    says: 'warning',
    phrases: [
      ...['warning', 'warnings', 'waarschuwing', 'waarschuwingen', 'warnung', 'warnungen'],
      ...['avertissement', 'avertissements', 'avviso', 'avvisi', 'advarsel', 'advarsler'],
    ],
  },
  {
    says: 'success',
    phrases: [
      ...['success', 'successful', 'geslaagd', 'succes', 'voltooid', 'erfolg', 'erfolgreich', 'réussi'],
      ...['succès', 'réussite', 'successo', 'riuscito', 'completato', 'gennemført', 'fuldført'],
    ],
  },
])

type Count = { label: string; says: Status | null; wordAt: number; n: number }

/**
 * The services of a Microsoft 365 or Google Workspace task (`- Mail success: 3, warning: 0, error: 1`) as objects: one
 * error makes a service failed, one warning or an unknown word a warning, whatever became of the run.
 */
export function servicesIn(lines: readonly string[]): ReportedObject[] {
  return lines.flatMap((line) => {
    const [start = '', ...bulleted] = line.replaceAll('\t', ' ').split(BULLET)
    return [serviceOf(start.trim(), false), ...bulleted.map((piece) => serviceOf(piece.trim(), true))].filter(
      (service) => service !== null,
    )
  })
}

const BULLET = /(?:^| )[-•*] /

function countIn(text: string): Count | null {
  const found = /^(.{1,100}?) ?: ?(\d{1,12})\.?$/.exec(text.trim())
  if (!found?.[1]) return null
  const known = findPhraseAtEnd(found[1], COUNTED)
  const wordAt = known?.start ?? found[1].lastIndexOf(' ') + 1
  return { label: found[1], says: known?.says ?? null, wordAt, n: Number(found[2]) }
}

/** Unknown words count only behind a bullet: any sentence may end in a colon and a number. */
function serviceOf(piece: string, isBulleted: boolean): ReportedObject | null {
  const counts = piece.slice(0, 300).split(',').map(countIn)
  if (!counts.every((count) => count !== null)) return null
  const name = counts[0]?.label.slice(0, counts[0].wordAt).trim()
  if (!name || (!isBulleted && counts.every((count) => count.says === null))) return null
  return {
    ...BLANK_OBJECT,
    name,
    type: 'service',
    status: statusOf(counts),
    message: piece.slice(name.length).trim(),
  }
}

function statusOf(counts: readonly Count[]): Status {
  const counted = (status: Status): boolean => counts.some((count) => count.says === status && count.n > 0)
  if (counted('failed')) return 'failed'
  return counted('warning') || counts.some((count) => count.says === null) ? 'warning' : 'success'
}
