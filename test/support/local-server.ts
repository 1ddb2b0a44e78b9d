import http from 'node:http'
import type { AddressInfo } from 'node:net'

/** A real HTTP server on a free port of this machine; the handler sees the number of the request, from 1. */
export async function localServer(
  handle: (request: http.IncomingMessage, response: http.ServerResponse, number: number) => void,
) {
  let count = 0
  const server = http.createServer((request, response) => {
    count += 1
    handle(request, response, count)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    count: () => count,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
