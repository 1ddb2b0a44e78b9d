import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { type FoundMail, MAX_MAIL_BYTES } from './found-mail.ts'
import { splitMbox } from './mbox.ts'
import { unzipMails } from './zip.ts'

/** The mails of one uploaded file: an .eml, an .mbox or a .zip of them, told by content first and name second. */
export async function* mailsInUpload(name: string, bytes: Uint8Array): AsyncGenerator<FoundMail> {
  if (startsWith(bytes, ZIP_MAGIC)) yield* unzipMails(name, { bytes })
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
  if (startsWith(start, ZIP_MAGIC)) yield* unzipMails(file, { file })
  else if (looksLikeMbox(file, start)) yield* splitMbox(file, createReadStream(file), MAX_MAIL_BYTES)
  else if (facts.size > MAX_MAIL_BYTES) yield tooLarge(file)
  else yield* singleMail(file, await readWhole(file))
}

const ZIP_MAGIC = [0x50, 0x4b, 0x03, 0x04]

function* singleMail(name: string, raw: Uint8Array): Generator<FoundMail> {
  if (raw.byteLength > MAX_MAIL_BYTES) yield tooLarge(name)
  else yield { kind: 'mail', name, raw }
}

function tooLarge(name: string): FoundMail {
  return { kind: 'problem', name, problem: `larger than ${MAX_MAIL_BYTES / 1024 / 1024} MB` }
}

function looksLikeMbox(name: string, start: Uint8Array): boolean {
  const from = Buffer.from(start.subarray(0, 5)).toString('latin1') === 'From '
  return from && (/\.mbo?x$/i.test(name) || !/\.eml$/i.test(name))
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte)
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
