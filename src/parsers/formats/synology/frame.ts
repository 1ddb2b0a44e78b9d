import type { ReadMail } from '../../read-mail.ts'
import { foldWords } from '../../support/words.ts'

/** What every mail of a Synology NAS has around its message. */
export type Frame = {
  /** Without reply marks and without the owner's bracketed prefix; an unbracketed one is still there. */
  subject: string
  /** The prefix that the owner set, without its brackets. */
  subjectPrefix: string | null
  /** The NAS as the closing line names it (`From <NAS>`); null with the older closing, which names the maker only. */
  closingHost: string | null
  /** The body between greeting and closing. */
  lines: readonly string[]
  /** Whether anything but the wording of subject and labels says that a Synology product wrote this. */
  isSynology: boolean
}

/** Takes a mail apart into subject, prefix, message and closing line; the same frame for every parser that asks. */
export function readFrame(mail: ReadMail): Frame {
  const known = frames.get(mail)
  if (known) return known
  const frame = makeFrame(mail)
  frames.set(mail, frame)
  return frame
}

const frames = new WeakMap<ReadMail, Frame>()

/** Words before the name of a NAS, folded, in every language that is known. */
export const PREPOSITIONS: ReadonlySet<string> = new Set(['on', 'op', 'auf', 'sur', 'su', 'pa'])

const MAX_SUBJECT = 500
const MAX_BODY = 64_000
const MAX_LINES = 1500

function makeFrame(mail: ReadMail): Frame {
  const { subject, subjectPrefix } = withoutPrefix(mail.subject.slice(0, MAX_SUBJECT))
  const lines = openingLines(mail.lines)
  const closing = closingOf(lines, subject)
  const { message, isGreeted } = withoutGreeting(
    closing ? lines.slice(0, closing.from).concat(closing.before) : lines,
  )
  const pushed = PUSHED.exec(message[0] ?? '')?.[1] ?? null
  return {
    subject,
    subjectPrefix,
    closingHost: closing?.host ?? pushed,
    lines: pushed ? message.slice(1) : message,
    isSynology:
      Boolean(closing?.host) ||
      isGreeted ||
      TRACES.test(mail.fromAddress) ||
      TRACES.test(mail.fromName) ||
      lines.some((line) => TRACES.test(line)),
  }
}

const TRACES = /synology|hyper backup|active backup for|snapshot replication|\bdsm\b/i
const PUSHED = /^A new system event occurred on your (\S{1,64}) on .{4,60}$/i

function withoutPrefix(whole: string): Pick<Frame, 'subject' | 'subjectPrefix'> {
  let subject = whole.trim()
  let subjectPrefix: string | null = null
  for (let turn = 0; turn < 5; turn++) {
    const mark = /^(?:re|fwd?|aw|wg|tr|doorst|i|vs|sv)\s?:\s?/i.exec(subject)
    const bracketed = /^\[([^[\]]{1,100})\] ?/.exec(subject)
    if (bracketed) subjectPrefix = bracketed[1]?.trim() || subjectPrefix
    subject = subject.slice((mark ?? bracketed)?.[0].length ?? 0)
    if (!mark && !bracketed) break
  }
  return { subject, subjectPrefix }
}

function openingLines(all: readonly string[]): string[] {
  const lines: string[] = []
  let left = MAX_BODY
  for (const line of all) {
    if (left <= 0 || lines.length === MAX_LINES) break
    lines.push(line.slice(0, left))
    left -= line.length + 1
  }
  return lines
}

type Closing = { from: number; host: string | null; before: string[] }

/** A mail gateway may add its own footer below the closing line. */
const MAX_FOOTER = 40
const FROM_HOST = /^(?:From|Van|Von|De|Da|Fra) (\S.{0,63})$/
const FLATTENED_HOST = / (?:From|Van|Von|De|Da|Fra) ([\p{L}\p{N}][\p{L}\p{N}_.-]{0,62})$/u
const FAREWELL =
  /(^|[ .])(?:sincerely|best regards|met vriendelijke groeten?|mit freundlichen grußen|sinceres salutations|cordialement|cordiali saluti|distinti saluti|med venlig hilsen)\b[ ,]{0,3}(?:synology.{0,80})?$/

/** The last line that names the NAS or says goodbye, on a line of its own or at the end of a mail without line ends. */
function closingOf(lines: readonly string[], subject: string): Closing | null {
  const last = lines.findLastIndex((line) => line !== '')
  let farewell: Closing | null = null
  for (let index = last; index >= 0 && index > last - MAX_FOOTER; index--) {
    const line = lines[index] ?? ''
    const host = FROM_HOST.exec(line)?.[1]?.replace(/[.,]$/, '')
    if (host && (!host.includes(' ') || subject.includes(host))) return { from: index, host, before: [] }
    farewell ??= farewellIn(line, index)
  }
  return farewell ?? flattenedClosing(lines[last] ?? '', last)
}

function farewellIn(line: string, index: number): Closing | null {
  const tailAt = Math.max(0, line.length - 200)
  const said = FAREWELL.exec(foldWords(line.slice(tailAt)))
  if (!said) return null
  return { from: index, host: null, before: [line.slice(0, tailAt + said.index + (said[1] ?? '').length)] }
}

function flattenedClosing(line: string, index: number): Closing | null {
  if (line.length < 60 || !line.includes(':')) return null
  const tailAt = line.length - 60
  const said = FLATTENED_HOST.exec(line.slice(tailAt))
  return said?.[1] ? { from: index, host: said[1], before: [line.slice(0, tailAt + said.index)] } : null
}

const GREETING =
  /^(?:dear user|beste gebruiker|(?:sehr geehrter|lieber) benutzer|cher utilisateur|gentile utente|kære bruger)\b[ ,:!]{0,3}/

function withoutGreeting(lines: readonly string[]): { message: string[]; isGreeted: boolean } {
  const message = lines.slice(firstWritten(lines))
  const opening = message[0] ?? ''
  const greeting = GREETING.exec(foldWords(opening.slice(0, 100)))?.[0]
  if (!greeting) return { message, isGreeted: false }
  const rest = [opening.slice(greeting.length).trim(), ...message.slice(1)]
  return { message: rest.slice(firstWritten(rest)), isGreeted: true }
}

function firstWritten(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line !== '')
  return first < 0 ? lines.length : first
}
