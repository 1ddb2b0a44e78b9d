import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { type FoundMail, MAX_MAIL_BYTES } from './found-mail.ts'
import { splitMbox } from './mbox.ts'
import { unzipMails } from './zip.ts'

/** The mails of one uploaded file: an .eml, an .mbox or a .zip of them, told by content first and name second. */
export async function* mailsInUpload(name: string, bytes: Uint8Array): AsyncGenerator<FoundMail> {
  if (isZip(bytes)) yield* unzipMails(name, { bytes })
  else if (looksLikeMbox(name, bytes)) yield* splitMbox(name, Readable.from([bytes]), MAX_MAIL_BYTES)
  else yield* singleMail(name, bytes)
}

/** The mails of files and folders on disk, folders in name order; large files are streamed. */
export async function* mailsInPath(file: string): AsyncGenerator<FoundMail> {
  const facts = await stat(file).catch((error: Error) => error)
  if (facts instanceof Error) {
    yield { kind: 'problem', name: file, problem: facts.message }
    return
  }
  if (facts.isDirectory()) {
    for (const entry of (await readdir(file)).sort()) yield* mailsInPath(path.join(file, entry))
    return
  }
  if (!facts.isFile()) return
  const start = await firstBytes(file)
  if (isZip(start)) yield* unzipMails(file, { file })
  else if (looksLikeMbox(file, start)) yield* splitMbox(file, createReadStream(file), MAX_MAIL_BYTES)
  else if (facts.size > MAX_MAIL_BYTES) yield tooLarge(file)
  else yield* singleMail(file, await readWhole(file))
}

/** How other files begin, and what to do with them; whatever else there is may be a mail that came to harm. */
const NO_MAILS = [
  { begins: '\xd0\xcf\x11\xe0', problem: 'an Outlook message (.msg) or Office file: save the mail as .eml' },
  { begins: '%PDF-', problem: 'a PDF, not a mail' },
  { begins: '\x89PNG', problem: 'a picture, not a mail' },
  { begins: '\xff\xd8\xff', problem: 'a picture, not a mail' },
  { begins: 'GIF8', problem: 'a picture, not a mail' },
  { begins: 'MZ', problem: 'a program, not a mail' },
  { begins: '\x1f\x8b', problem: 'a gzip archive: unpack it, or pack its mails as .zip' },
  { begins: "7z\xbc\xaf'\x1c", problem: 'a 7z archive: unpack it, or pack its mails as .zip' },
  { begins: 'Rar!', problem: 'a RAR archive: unpack it, or pack its mails as .zip' },
]

function* singleMail(name: string, raw: Uint8Array): Generator<FoundMail> {
  const other = NO_MAILS.find(({ begins }) => startsWith(raw, begins))
  if (raw.byteLength === 0) yield { kind: 'problem', name, problem: 'the file is empty' }
  else if (other) yield { kind: 'problem', name, problem: other.problem }
  else if (raw.byteLength > MAX_MAIL_BYTES) yield tooLarge(name)
  else yield { kind: 'mail', name, raw }
}

function tooLarge(name: string): FoundMail {
  return { kind: 'problem', name, problem: `larger than ${MAX_MAIL_BYTES / 1024 / 1024} MB` }
}

function looksLikeMbox(name: string, start: Uint8Array): boolean {
  return startsWith(start, 'From ') && (/\.mbo?x$/i.test(name) || !/\.eml$/i.test(name))
}

/** One without entries begins with its end. */
function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, 'PK\x03\x04') || startsWith(bytes, 'PK\x05\x06')
}

function startsWith(bytes: Uint8Array, beginning: string): boolean {
  return Buffer.from(bytes.subarray(0, beginning.length)).toString('latin1') === beginning
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

async function readWhole(file: string): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}
