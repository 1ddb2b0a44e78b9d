import type { Parser, ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { findPhrase } from '../../support/words.ts'
import { type Frame, readFrame } from './frame.ts'
import type { Verdict } from './outcome.ts'
import { synologyResult } from './report.ts'
import { hostInSentence } from './task-sentence.ts'
import { fillTemplate } from './templates.ts'
import { UPDATE_OUTCOMES, UPDATE_SENTENCES, UPDATE_TOPICS } from './update-sentences.ts'

/** Updates of DSM and of packages, for awareness: one job a NAS. */
export const synologyUpdates: Parser = {
  id: 'synology-updates',
  version: 2,
  software: 'Synology',
  types: ['Updates'],
  description:
    'Updates of DSM and of packages on Synology NAS, for awareness only: what was cancelled, failed or is out of date is a warning. Built from the message tables of DSM in English, Dutch, German and French.',
  origin: 'vendor template',
  criteria: {
    subjectContains: [
      ...[
        'DSM update',
        'automatic DSM update',
        'Automatische DSM-update',
        'DSM-update op',
        'DSM-Aktualisierung',
      ],
      ...['mise à jour de DSM', 'Packages on', 'Pakketten op', 'Pakete auf', 'paquets sur'],
    ],
    bodyContains: ['out-of-date', 'Package Center'],
  },
  examples: [
    'DSM update is ready to be installed on NAS-01',
    'Automatische DSM-update op NAS-01 is geannuleerd',
    'Packages on NAS-01 are out-of-date',
  ],
  informational: true,
  cadence: 'event',
  match: (mail) => aboutUpdates(readFrame(mail)) !== null,
  parse,
}

type About = { verdict: Verdict; host: string | null }

function parse(mail: ReadMail): ReportedResult[] | null {
  const frame = readFrame(mail)
  const about = aboutUpdates(frame)
  if (!about) return null
  const facts = {
    type: 'Updates',
    jobName: 'Synology Automatic Update',
    host: about.host ?? frame.closingHost ?? hostInBody(frame),
    verdict: about.verdict,
    sentences: frame.lines.filter((line) => line !== ''),
  }
  return [{ ...synologyResult(frame, mail.receivedAt, facts), informational: true }]
}

/** One of the known sentences, else the words of one; in the subject, else at the head of the body. */
function aboutUpdates(frame: Frame): About | null {
  const subject = exactly(frame.subject) ?? (frame.isSynology ? loosely(frame.subject) : null)
  if (subject || !frame.isSynology) return subject
  const opening = frame.lines[0] ?? ''
  return exactly(opening) ?? (HAS_WORDS.test(frame.subject) ? null : loosely(opening))
}

/** Reports whose task may well be called after packages or updates. */
const OTHER_MAIL = /active backup|snapshot replication|task scheduler|back-?up/i
/** A body alone tells what an update mail is about only when its subject was emptied. */
const HAS_WORDS = /\p{L}/u

function exactly(text: string): About | null {
  const said = fillTemplate(text, UPDATE_SENTENCES)
  return said && { verdict: { status: said.says, statusText: text }, host: said.slots.A ?? null }
}

function loosely(text: string): About | null {
  if (OTHER_MAIL.test(text) || !findPhrase(text.slice(0, 400), UPDATE_TOPICS)) return null
  const status = findPhrase(text.slice(0, 400), UPDATE_OUTCOMES)?.says ?? 'warning'
  return { verdict: { status, statusText: text.slice(0, 300) }, host: hostInSentence(text) }
}

/** The oldest mails name the NAS only where they say how to sign in to it. */
function hostInBody(frame: Frame): string | null {
  for (const line of frame.lines.slice(0, 20)) {
    const host = SIGN_IN.exec(line)?.[1]
    if (host) return host
  }
  return null
}

const SIGN_IN =
  /(?:sign in to|log in to|meld u aan bij|melden sie sich bei|melden sie sich an|connectez-vous à) ([\p{L}\p{N}][\p{L}\p{N}_-]{0,62})/iu
