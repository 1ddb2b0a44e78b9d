import type { Parser } from '../../parser.ts'
import { framesOf } from './frame.ts'
import { objectsOf, plainName, sessionResult } from './session.ts'

/** Jobs of Veeam Backup for Microsoft 365: the common layout under the product's own name. */
export const veeamMicrosoft365: Parser = {
  id: 'veeam-microsoft-365',
  version: 1,
  software: 'Veeam',
  types: ['Microsoft 365 Backup'],
  description:
    'A job of Veeam Backup for Microsoft 365. Built from the vendor’s manual and from what other readers of these mails expect; no received sample was seen.',
  origin: 'manual only',
  criteria: {
    subjectMatches: ['[Status] Organisation - Job (N objects), N issues'],
    bodyContains: ['Veeam Backup for Microsoft'],
  },
  examples: ['[Success] Example organisation - Mailboxes (120 objects), 0 issues'],
  informational: false,
  cadence: 'report',
  match: (mail) =>
    mail.document !== null && /Veeam Backup for Microsoft/i.test(mail.htmlText.slice(0, 20_000)),
  parse(mail) {
    const [frame, another] = framesOf(mail)
    if (!frame || another || !frame.headline) return null
    const footer =
      /Veeam Backup for Microsoft/i.test(frame.description) ||
      /Veeam Backup for Microsoft/i.test(mail.htmlText.slice(-2000))
    const name = plainName(frame.headline.replace(/^[\w ]{1,40}:\s?/, ''))
    if (!footer || !name) return null
    return [sessionResult(mail, frame, { type: 'Microsoft 365 Backup', name }, objectsOf(frame, mail))]
  },
}
