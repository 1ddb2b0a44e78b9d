import type { FetchedMail } from '../../domain/mailbox.ts'
import {
  type BrokenMail,
  type ListedMail,
  listMails,
  type Run,
  readMails,
  sizeProblem,
} from './read-mails.ts'

/** What is held in memory at once; one larger message is a part of its own. */
const PART_BYTES = 16 * 1024 * 1024

/** The next few of the asked messages; `done` are those that are settled by it, whether fetched, broken or gone. */
export type Part = { mails: (FetchedMail & { uid: number })[]; broken: BrokenMail[]; done: number[] }

/** Fetches messages, given by ascending UIDs, in parts of bounded size; the parts' `done` together are the UIDs, in order. */
export async function* partsOf(run: Run, uids: readonly number[]): AsyncGenerator<Part> {
  const { mails: listed, broken } = await listMails(run, uids)
  const refused = [...broken, ...listed.flatMap((mail) => sizeProblem(mail) ?? [])]
  const groups = groupsBySize(listed.filter((mail) => sizeProblem(mail) === null))
  let begin = 0
  for (const [index, group] of (groups.length > 0 ? groups : [[]]).entries()) {
    const last = group.at(-1)
    const end = last && index < groups.length - 1 ? uids.indexOf(last.uid) + 1 : uids.length
    const done = uids.slice(begin, end)
    const read = await readMails(run, group)
    yield {
      mails: read.mails,
      broken: [...refused.filter(({ uid }) => done.includes(uid)), ...read.broken],
      done,
    }
    begin = end
  }
}

/** In order, each group as large as may be; of a message without a size the largest is assumed. */
function groupsBySize(mails: readonly ListedMail[]): ListedMail[][] {
  const groups: ListedMail[][] = []
  let bytes = 0
  for (const mail of mails) {
    const size = mail.size ?? PART_BYTES
    const group = groups.at(-1)
    if (group && bytes + size <= PART_BYTES) {
      group.push(mail)
      bytes += size
    } else {
      groups.push([mail])
      bytes = size
    }
  }
  return groups
}
