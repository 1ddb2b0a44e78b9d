import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line between a client and a server on which a test can listen, and which it can cut. */
export type TcpProxy = {
  port: number
  /** What clients have sent so far, the last megabyte of it. */
  sent(): string
  forget(): void
  /** Cuts every connection. */
  cut(): void
  /** Cuts every connection as soon as the server has sent so many more bytes. */
  cutAfter(bytes: number): void
  /**
   * Lets nothing through any more from the moment on that a client sends something like this: neither that request, or
   * only what is answered to it. Resolves then; ends when the line is cut.
   */
  withhold(what: 'request' | 'answer', like: RegExp): Promise<void>
  stop(): Promise<void>
}

type Withheld = { what: 'request' | 'answer'; like: RegExp; met: () => void; client: Socket | null }

const MAX_KEPT = 1024 * 1024
/** What is looked for may come in two pieces. */
const TAIL = 100
/** Passes connections to a loopback port on; where that changes, `targetPort` is asked for each. */
export async function startTcpProxy(targetPort: number | (() => number)): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let sent = ''
  let bytesUntilCut = Number.POSITIVE_INFINITY
  let withheld: Withheld | null = null
  const cut = () => {
    bytesUntilCut = Number.POSITIVE_INFINITY
    withheld = null
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((client) => {
    const target = connect(typeof targetPort === 'number' ? targetPort : targetPort(), '127.0.0.1')
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        // What it said last is still handed on.
        other.destroySoon()
      })
    }
    let tail = ''
    client.on('data', (chunk) => {
      const text = chunk.toString('latin1')
      sent = (sent + text).slice(-MAX_KEPT)
      tail = (tail + text).slice(-text.length - TAIL)
      if (withheld && withheld.client === null && withheld.like.test(tail)) withheld.client = client
      if (withheld?.client === client && withheld.what === 'request') return withheld.met()
      target.write(chunk)
    })
    target.on('data', (chunk) => {
      if (withheld?.client === client) return withheld.met()
      bytesUntilCut -= chunk.length
      if (bytesUntilCut < 0) cut()
      else client.write(chunk)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    sent: () => sent,
    forget() {
      sent = ''
    },
    cut,
    cutAfter(bytes) {
      bytesUntilCut = bytes
    },
    withhold: (what, like) =>
      new Promise((met) => {
        withheld = { what, like, met, client: null }
      }),
    async stop() {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}
