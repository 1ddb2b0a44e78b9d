import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FakeAnswer, FakeRequest } from './wire.ts'

/** A real HTTP server on this machine around `answer`; `port` 0 takes a free one. */
export async function serve(port: number, answer: (request: FakeRequest) => Promise<FakeAnswer>) {
  const server = http.createServer(async (incoming, response) => {
    send(response, await answer(await read(incoming)))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function read(incoming: http.IncomingMessage): Promise<FakeRequest> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const [path = '/', query = ''] = (incoming.url ?? '/').split('?')
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
  }
}

function send(response: http.ServerResponse, answer: FakeAnswer): void {
  if (answer.manner === 'silent') return
  if (answer.manner === 'reset') return void response.destroy()
  const { type, bytes } = encoded(answer.body)
  response.writeHead(answer.status, {
    'content-type': type,
    'content-length': bytes.byteLength,
    ...answer.headers,
  })
  if (answer.manner === 'stuck') response.write(bytes.subarray(0, bytes.byteLength / 2))
  else response.end(bytes)
}

function encoded(body: unknown): { type: string; bytes: Uint8Array } {
  const json =
    'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'
  if (body instanceof Uint8Array) return { type: 'application/octet-stream', bytes: body }
  return { type: json, bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) }
}
