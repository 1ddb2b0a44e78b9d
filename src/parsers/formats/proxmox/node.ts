import type { ReadMail } from '../../read-mail.ts'

/** The node's full name from `root@<node>`; null for any other sender, because a configured address says nothing about the node. */
export function nodeOfSender(mail: ReadMail): string | null {
  return /^root@(.{1,255})$/.exec(mail.fromAddress)?.[1] ?? null
}
