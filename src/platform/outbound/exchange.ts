import http from 'node:http'
import https from 'node:https'
import { addressGuard } from './address-guard.ts'
import { OutboundTrouble } from './outbound-trouble.ts'

export type OutboundRequest = {
  url: string
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Readonly<Record<string, string>>
  body?: string
  /** Whether sending it twice does no harm, so that it may be tried again although it may have arrived; by itself GET only. */
  repeatable?: boolean
  /** Requests of one key: at most so many at once, pauses between tries included. */
  turn?: { key: string; atOnce: number }
  /** How many times the usual time one try may take, the body included; 1 when not said. */
  timeFactor?: number
  /** The largest body that is taken in. */
  maxBytes?: number
  /** What no error text may show. */
  secrets?: readonly string[]
  signal?: AbortSignal
}

export type OutboundAnswer = {
  host: string
  status: number
  headers: http.IncomingHttpHeaders
  body: Uint8Array
  /** How long the server asks to wait. */
  retryAfterMs: number | null
}

type BareAnswer = Omit<OutboundAnswer, 'retryAfterMs'>
type Limits = { allowPrivateAddresses: boolean; timeoutMs: number }

const MAX_BYTES = 10 * 1024 * 1024

/**
 * One request, one answer, over kept connections. Node's own client instead of `fetch`, because only it lets us choose the
 * address of a connection (docs/decisions/0012).
 */
export function createExchange(limits: Limits) {
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  }
  const guard = addressGuard(limits)

  async function exchange(request: OutboundRequest): Promise<BareAnswer> {
    const url = guard.check(request.url)
    const timeout = AbortSignal.timeout(limits.timeoutMs * (request.timeFactor ?? 1))
    const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout
    try {
      const incoming = await headOf(url, request, signal)
      const body = await bodyOf(incoming, url, request.maxBytes ?? MAX_BYTES)
      return { host: url.host, status: incoming.statusCode ?? 0, headers: incoming.headers, body }
    } catch (error) {
      request.signal?.throwIfAborted()
      throw troubleOf(error, { url, timedOut: timeout.aborted })
    }
  }

  function headOf(url: URL, request: OutboundRequest, signal: AbortSignal): Promise<http.IncomingMessage> {
    const secure = url.protocol === 'https:'
    return new Promise((resolve, reject) => {
      const outgoing = (secure ? https : http).request(url, {
        method: request.method ?? 'GET',
        headers: { accept: 'application/json', ...request.headers },
        agent: agents[secure ? 'https:' : 'http:'],
        lookup: guard.lookup,
        signal,
      })
      outgoing.on('error', reject)
      outgoing.on('response', resolve)
      outgoing.end(request.body)
    })
  }

  function close(): void {
    agents['http:'].destroy()
    agents['https:'].destroy()
  }

  return { exchange, close }
}

async function bodyOf(incoming: http.IncomingMessage, url: URL, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop early ends the connection, so that the rest is not loaded.
  for await (const chunk of incoming) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) {
      const limit = `${Math.round(maxBytes / 1024)} KB`
      throw new OutboundTrouble('too-large', `${url.host} answered with more than ${limit}.`)
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}

function troubleOf(error: unknown, { url, timedOut }: { url: URL; timedOut: boolean }): OutboundTrouble {
  if (error instanceof OutboundTrouble) return error
  if (timedOut) return new OutboundTrouble('timeout', `${url.host} took too long to answer.`)
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'connection failed'
  return new OutboundTrouble('unreachable', `${url.host} could not be reached (${code}).`)
}
