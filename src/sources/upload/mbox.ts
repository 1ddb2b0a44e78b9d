import type { Readable } from 'node:stream'
import type { FoundMail } from './found-mail.ts'

const NEWLINE = 0x0a
const FROM = Buffer.from('From ')

/** The mails of an mbox stream, one at a time and in bounded memory; `>From ` lines are unquoted as mboxrd writes them. A mail over `maxBytes` is a problem, those behind it are not. */
export async function* splitMbox(
  name: string,
  stream: Readable,
  maxBytes: number,
): AsyncGenerator<FoundMail> {
  let lines: Buffer[] = []
  let size = 0
  let number = 0
  let previousBlank = true
  const finished = (): FoundMail | null => {
    if (number === 0) return null
    const label = `${name} #${number}`
    if (size > maxBytes)
      return { kind: 'problem', name: label, problem: `larger than ${maxBytes / 1024 / 1024} MB` }
    return { kind: 'mail', name: label, raw: Buffer.concat(previousBlank ? lines.slice(0, -1) : lines) }
  }
  for await (const line of linesOf(stream, maxBytes)) {
    if (previousBlank && line.subarray(0, 5).equals(FROM)) {
      const mail = finished()
      if (mail) yield mail
      number += 1
      lines = []
      size = 0
      previousBlank = false
      continue
    }
    size += line.byteLength
    if (size <= maxBytes) lines.push(unquoted(line))
    previousBlank = line.byteLength <= 2 && /^\r?\n?$/.test(line.toString('latin1'))
  }
  const mail = finished()
  if (mail) yield mail
}

/** Lines with their endings; a line longer than `maxBytes` comes in pieces. */
async function* linesOf(stream: Readable, maxBytes: number): AsyncGenerator<Buffer> {
  let pending: Buffer[] = []
  let pendingSize = 0
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk)
    let start = 0
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      yield Buffer.concat([...pending, bytes.subarray(start, end + 1)])
      pending = []
      pendingSize = 0
      start = end + 1
    }
    if (start < bytes.byteLength) {
      pending.push(bytes.subarray(start))
      pendingSize += bytes.byteLength - start
    }
    if (pendingSize > maxBytes) {
      yield Buffer.concat(pending)
      pending = []
      pendingSize = 0
    }
  }
  if (pending.length > 0) yield Buffer.concat(pending)
}

function unquoted(line: Buffer): Buffer {
  return line[0] === 0x3e && /^>+From /.test(line.subarray(0, 40).toString('latin1'))
    ? line.subarray(1)
    : line
}
