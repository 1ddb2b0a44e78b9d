import { type KnownLabels, labelVocabulary, readKnownLabels } from '../../support/known-labels.ts'

export type NotificationBody = Record<keyof typeof WORDS, string | null>

/** The labelled lines of a notification; every part null when the body has none. */
export function readBody(all: readonly string[]): NotificationBody {
  const lines = all.slice(0, MAX_LINES).map((line) => line.slice(0, 2000))
  const labels = readKnownLabels(lines, LABELS)
  return {
    nas: given(labels, 'nas'),
    severity: given(labels, 'severity'),
    at: given(labels, 'at'),
    app: given(labels, 'app'),
    category: given(labels, 'category'),
    message: wholeMessage(lines, given(labels, 'message')),
  }
}

const MAX_LINES = 300
const MAX_MESSAGE_LINES = 40

/** English and Italian were seen; Dutch, German and French are inferred. */
const WORDS = {
  nas: ['NAS Name', 'Nome NAS', 'NAS-naam', 'Naam NAS', 'Naam van NAS', 'NAS-Name', 'Nom du NAS'],
  severity: ['Severity', 'Gravità', 'Ernst', 'Urgentie', 'Schweregrad', 'Gravité'],
  at: ['Date/Time', 'Data/Ora', 'Datum/tijd', 'Datum/Uhrzeit', 'Datum/Zeit', 'Date/Heure'],
  app: ['App Name', 'Nome App', 'App-naam', 'Naam app', 'Appnaam', 'App-Name', "Nom de l'application"],
  category: ['Category', 'Categoria', 'Categorie', 'Kategorie', 'Catégorie'],
  message: ['Message', 'Messaggio', 'Bericht', 'Melding', 'Nachricht', 'Meldung'],
}
const LABELS = labelVocabulary(WORDS)

function given(labels: KnownLabels<keyof typeof WORDS>, key: keyof typeof WORDS): string | null {
  return labels.values.find((value) => value.key === key)?.value || null
}

/** A message may go on over several lines, up to the next blank one. */
function wholeMessage(lines: readonly string[], message: string | null): string | null {
  if (message === null || message.includes('\n')) return message?.replaceAll('\n', ' ') ?? null
  const start = lines.findIndex((line) => line.endsWith(message))
  if (start < 0) return message
  const below = lines.slice(start + 1, start + 1 + MAX_MESSAGE_LINES)
  const end = below.findIndex((line) => line === '' || readKnownLabels([line], LABELS).values.length > 0)
  return [message, ...below.slice(0, end < 0 ? undefined : end)].join(' ')
}
