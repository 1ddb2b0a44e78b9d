import { once } from 'node:events'
import type { Readable } from 'node:stream'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { type FoundMail, MAX_MAIL_BYTES } from './found-mail.ts'
import { splitMbox } from './mbox.ts'

const MAX_ENTRIES = 50_000
/** What all entries together may unpack to. */
const MAX_TOTAL_BYTES = 2 * 1024 * 1024 * 1024
/** Mail text packs about 10 : 1; far beyond that it is a bomb. */
const MAX_RATIO = 200

/** The mails inside a zip (.eml and .mbox entries); other entries are told as problems, and a zip bomb is refused before it is unpacked. */
export async function* unzipMails(
  name: string,
  source: { file: string } | { bytes: Uint8Array },
): AsyncGenerator<FoundMail> {
  let zip: ZipFile
  try {
    zip = await openZip(source)
  } catch (error) {
    yield {
      kind: 'problem',
      name,
      problem: `not a readable zip: ${wordsOf(error)}`,
    }
    return
  }
  try {
    yield* readEntries(name, zip)
  } catch (error) {
    yield { kind: 'problem', name, problem: `the zip is broken: ${wordsOf(error)}` }
  } finally {
    zip.close()
  }
}

async function* readEntries(name: string, zip: ZipFile): AsyncGenerator<FoundMail> {
  if (zip.entryCount > MAX_ENTRIES) {
    yield { kind: 'problem', name, problem: `more than ${MAX_ENTRIES} files in one zip` }
    return
  }
  let total = 0
  for await (const entry of entriesOf(zip)) {
    const label = `${name}/${entry.fileName}`
    if (entry.fileName.endsWith('/')) continue
    total += entry.uncompressedSize
    if (total > MAX_TOTAL_BYTES || entry.uncompressedSize > MAX_RATIO * Math.max(entry.compressedSize, 100)) {
      yield {
        kind: 'problem',
        name,
        problem: 'this zip unpacks to far more than mails do; it was not read further',
      }
      return
    }
    try {
      yield* readEntry(label, zip, entry)
    } catch (error) {
      // Locked, damaged or packed in a way that we don't know: its neighbours are not.
      yield { kind: 'problem', name: label, problem: `cannot be unpacked: ${wordsOf(error)}` }
    }
  }
}

async function* readEntry(label: string, zip: ZipFile, entry: Entry): AsyncGenerator<FoundMail> {
  if (/\.mbo?x$/i.test(label)) yield* splitMbox(label, await streamOf(zip, entry), MAX_MAIL_BYTES)
  else if (!/\.eml$/i.test(label)) yield { kind: 'problem', name: label, problem: 'neither .eml nor .mbox' }
  else if (entry.uncompressedSize > MAX_MAIL_BYTES)
    yield { kind: 'problem', name: label, problem: `larger than ${MAX_MAIL_BYTES / 1024 / 1024} MB` }
  else yield { kind: 'mail', name: label, raw: Buffer.concat(await (await streamOf(zip, entry)).toArray()) }
}

function openZip(source: { file: string } | { bytes: Uint8Array }): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, zip?: ZipFile) =>
      zip ? resolve(zip) : reject(error ?? new Error('empty'))
    if ('file' in source) yauzl.open(source.file, options, done)
    else
      yauzl.fromBuffer(
        Buffer.from(source.bytes.buffer, source.bytes.byteOffset, source.bytes.byteLength),
        options,
        done,
      )
  })
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  for (let read = 0; read < zip.entryCount; read++) {
    const next = once(zip, 'entry')
    zip.readEntry()
    yield (await next)[0]
  }
}

function streamOf(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) =>
      stream ? resolve(stream) : reject(error ?? new Error('unreadable entry')),
    )
  })
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
