import { once } from 'node:events'
import pg from 'pg'

/** Rows on their way into a table, in COPY's text format. */
export type CopyIn = {
  /** Takes a row; null stands for NULL. Await it when it gives a promise: the server is behind. */
  write(row: readonly (string | number | boolean | null)[]): Promise<void> | null
  /** Ends the stream; resolves with how many rows the server took. */
  end(): Promise<number>
}

/** pg's connection has the messages of COPY, and its client hands them to whoever submits itself as a query. */
type CopyConnection = {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  stream: NodeJS.WritableStream & { writableLength: number }
}

const CHUNK = 256 * 1024
/** More than this unsent, and the writer waits. */
const BEHIND = 4 * 1024 * 1024

/** Begins to copy rows into a table over a connection of its own. */
export async function copyIn(url: string, table: string, columns: readonly string[]): Promise<CopyIn> {
  const client = new pg.Client({ connectionString: url, options: '-c synchronous_commit=off' })
  await client.connect()
  // Rows come from one generator that keeps its own promises; checking each of them by itself would take most of the time.
  await client.query('set session_replication_role = replica')
  const copy = new Copy(`copy ${table} (${columns.join(', ')}) from stdin`)
  client.query(copy as unknown as pg.Submittable)
  const connection = await copy.ready
  let text = ''
  const flush = (): Promise<void> | null => {
    connection.sendCopyFromChunk(Buffer.from(text))
    text = ''
    return connection.stream.writableLength > BEHIND ? drained(connection, copy) : null
  }
  return {
    write(row) {
      let line = ''
      for (const value of row) line += line === '' ? written(value) : `\t${written(value)}`
      text += `${line}\n`
      return text.length < CHUNK ? null : flush()
    },
    async end() {
      if (text !== '') await flush()
      connection.endCopyFrom()
      const rows = await copy.done
      await client.end()
      return rows
    },
  }
}

async function drained(connection: CopyConnection, copy: Copy): Promise<void> {
  await Promise.race([once(connection.stream, 'drain'), copy.done])
}

function written(value: string | number | boolean | null): string {
  if (value === null) return '\\N'
  if (typeof value !== 'string') return String(value)
  return /[\\\t\n\r]/.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => ESCAPED[found] ?? found) : value
}

const ESCAPED: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** What pg's client calls while the statement runs. */
class Copy {
  readonly ready: Promise<CopyConnection>
  readonly done: Promise<number>
  readonly #statement: string
  readonly #ready = Promise.withResolvers<CopyConnection>()
  readonly #done = Promise.withResolvers<number>()
  #rows = 0

  constructor(statement: string) {
    this.#statement = statement
    this.ready = this.#ready.promise
    this.done = this.#done.promise
    // Whoever waits for the one learns of a failure; the other must not count as unheard.
    this.done.catch(() => {})
  }

  submit(connection: CopyConnection): void {
    connection.query(this.#statement)
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.#ready.resolve(connection)
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = Number(/^COPY (\d+)/.exec(text)?.[1] ?? 0)
  }

  handleReadyForQuery(): void {
    this.#done.resolve(this.#rows)
  }

  handleError(error: Error): void {
    this.#ready.reject(error)
    this.#done.reject(error)
  }
}
