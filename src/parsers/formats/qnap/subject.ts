import { compilePhrases, findPhrase } from '../../support/words.ts'
import { severityOf } from './severity.ts'

export type NotificationSubject = {
  prefix: string | null
  severity: string | null
  app: string | null
  nas: string | null
  /** Whether the subject says in words that it is a device's notification. */
  isNotification: boolean
}

/** Reads `[<prefix>] [<severity>] [<app>] Notification from your device: <NAS>`; null when nothing of it is there. */
export function readSubject(whole: string): NotificationSubject | null {
  const subject = whole.slice(0, 500)
  const phrase = findPhrase(subject, PHRASES)
  const groups = bracketedIn(subject.slice(0, phrase?.start))
  const known = groups.findIndex((text) => severityOf(text) !== null)
  if (phrase === null && known < 0) return null
  // Before the phrase stand severity and app, whatever the severity is called.
  const severityAt = known < 0 && groups.length > 1 ? groups.length - 2 : known
  return {
    prefix: groups[severityAt - 1] ?? null,
    severity: groups[severityAt] ?? null,
    app: groups[severityAt + 1] ?? null,
    nas: phrase ? nasAfter(subject.slice(phrase.end)) : null,
    isNotification: phrase !== null,
  }
}

function bracketedIn(subject: string): string[] {
  return [...subject.matchAll(/\[([^[\]]{1,100})\]/g)].map(([, text = '']) => text.trim())
}

/** English and Italian were seen; the others are inferred. */
const PHRASES = compilePhrases([
  {
    says: 'notification',
    phrases: [
      ...['notification from your device', 'notifica dal dispositivo', 'melding van uw apparaat'],
      ...['melding van je apparaat', 'benachrichtigung von ihrem gerät', 'notification de votre appareil'],
      ...['notification de votre périphérique', 'notificación de su dispositivo'],
    ],
  },
])

function nasAfter(rest: string): string | null {
  return /^ ?: ?(\S.{0,99})/.exec(rest)?.[1]?.trim() ?? null
}
