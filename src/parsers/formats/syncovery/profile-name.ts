import { quotedName } from '../../support/quoted-name.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'

/** The profile that a subject names: in quotes, or between the word `Profile` and what is said about it; null when none. */
export function profileIn(subject: string): string | null {
  const text = subject.slice(0, 500)
  const quoted = quotedName(text)
  if (quoted !== null) return quoted || null
  const profileAt = /\b(?:profile|profil|job)\b ?:? ?/i.exec(text)
  if (!profileAt) return null
  const after = text.slice(profileAt.index + profileAt[0].length)
  const said = findPhrase(after, SAID)
  const name = after.slice(0, said?.start).replace(/[ :,(\u2013-]{1,20}$/, '')
  return name.trim() || null
}

/** What follows a name in a sentence. */
const SAID = compilePhrases([
  {
    says: 'verb',
    phrases: [
      ...[
        'has',
        'was',
        'is',
        'ran',
        'finished',
        'completed',
        'ended',
        'failed',
        'aborted',
        'stopped',
        'cancelled',
      ],
      ...[
        'canceled',
        'ok',
        'error',
        'errors',
        'warning',
        'warnings',
        'success',
        'successful',
        'successfully',
      ],
      ...['wurde', 'ist', 'with errors', 'with warnings', 'result'],
    ],
  },
])
