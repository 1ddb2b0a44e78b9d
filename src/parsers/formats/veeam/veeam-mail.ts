import type { ReadMail } from '../../read-mail.ts'
import { kept } from '../../support/kept.ts'
import { readSubject } from './subject.ts'

/** A cheap look: does the mail name Veeam, or carry a bracketed status word in its subject? */
export function maybeVeeam(mail: ReadMail): boolean {
  return readSubject(mail.subject) !== null || namesVeeam(mail)
}

/** Whether sender, subject or body names the maker. */
export const namesVeeam = kept(
  (mail: ReadMail): boolean =>
    /veeam/i.test(`${mail.fromAddress} ${mail.fromName} ${mail.subject}`) || /veeam/i.test(mail.text),
)
