import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A line between a client and a server on which a test can listen, and which it can cut. */
export type TcpProxy = {
  port: number
  /** Everything that clients have sent so far. */
  sent(): string
  forget(): void
  /** Cuts every connection as soon as the server has sent so many more bytes. */
  cutAfter(bytes: number): void
  stop(): Promise<void>
}

/** Passes connections to a loopback port on. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>()
  let sent = ''
  let bytesUntilCut = Number.POSITIVE_INFINITY
  const cut = () => {
    bytesUntilCut = Number.POSITIVE_INFINITY
    for (const socket of sockets) socket.destroy()
  }
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1')
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    client.on('data', (chunk) => {
      sent += chunk.toString('latin1')
      target.write(chunk)
    })
    target.on('data', (chunk) => {
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
    cutAfter(bytes) {
      bytesUntilCut = bytes
    },
    async stop() {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}
