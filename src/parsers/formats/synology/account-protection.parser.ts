import { BLANK_OBJECT, type Parser, type ReportedObject, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { readFrame } from './frame.ts'
import { synologyResult } from './report.ts'
import { hostInSentence } from './task-sentence.ts'
import { compileTemplates, fillTemplate } from './templates.ts'

/** Accounts that DSM locked after too many failed sign-ins, for awareness; the account is the one object. */
export const synologyAccountProtection: Parser = {
  id: 'synology-account-protection',
  version: 1,
  software: 'Synology',
  types: ['Account Protection'],
  description:
    'Accounts that Account Protection of a Synology NAS locked after failed sign-ins, for awareness only. Built from the message tables of DSM in English, Dutch, German and French.',
  origin: 'vendor template',
  criteria: {
    subjectContains: [
      'is currently protected',
      'is beveiligd',
      'ist derzeit geschützt',
      'est actuellement protégé',
    ],
    subjectMatches: ['Your account [<user>] running on <NAS> is currently protected'],
    bodyContains: ['Account Protection', 'Accountbeveiliging', 'Kontoschutz', 'Protection du compte'],
  },
  examples: ['Your account [user] running on NAS-01 is currently protected'],
  informational: true,
  cadence: 'event',
  match: (mail) => read(mail) !== null,
  parse,
}

const SENTENCES = compileTemplates<true>([
  {
    says: true,
    sentences: [
      'account [{user}] running on {A} is currently protected',
      'account [{user}] on {A} is currently protected',
      ...['account [{user}] op {A} is beveiligd', 'account [{user}] op {A} is momenteel beveiligd'],
      'konto [{user}] auf {A} ist derzeit geschützt',
      'compte [{user}] ouvert sous {A} est actuellement protégé',
      'compte [{user}] sur {A} est actuellement protégé',
    ],
  },
])

const FEATURE = /account protection|accountbeveiliging|kontoschutz|protection du compte/i
const ACCOUNT = /(?:account|konto|compte) \[([^[\]]{1,100})\]/i

type Locked = { user: string; host: string | null; wording: string }

/** By its sentence, else by an account in brackets in a mail that names the feature. */
function read(mail: ReadMail): Locked | null {
  const frame = readFrame(mail)
  const said = fillTemplate(frame.subject, SENTENCES)
  if (said) return { user: said.slots.user ?? '', host: said.slots.A ?? null, wording: frame.subject }
  const opening = frame.lines[0] ?? ''
  if (!frame.lines.slice(0, 50).some((line) => FEATURE.test(line))) return null
  const wording = [frame.subject, opening].find((text) => ACCOUNT.test(text))
  const user = wording ? ACCOUNT.exec(wording)?.[1] : undefined
  return wording && user ? { user, host: hostInSentence(wording), wording: wording.slice(0, 300) } : null
}

function parse(mail: ReadMail): ReportedResult[] | null {
  const frame = readFrame(mail)
  const locked = read(mail)
  if (!locked) return null
  const result = synologyResult(frame, mail.receivedAt, {
    type: 'Account Protection',
    jobName: 'Account Protection',
    host: locked.host ?? frame.closingHost,
    verdict: { status: 'warning', statusText: locked.wording },
    sentences: frame.lines.filter((line) => line !== ''),
  })
  const account: ReportedObject = { ...BLANK_OBJECT, name: locked.user, type: 'account', status: 'warning' }
  return [{ ...result, informational: true, objects: [account] }]
}
