import type { FakeAnswer, FakeRequest, Operation } from './wire.ts'

export type RecordedRequest = {
  operation: Operation | 'unknown'
  method: string
  path: string
  query: Record<string, string>
  /** With the credentials replaced. */
  headers: Record<string, string>
  body: string
  status: number
}

/** What was asked and how it ended, in the order of the answers. */
export function createRequestLog() {
  const operations = new WeakMap<FakeRequest, Operation>()
  const recorded: RecordedRequest[] = []
  let ids = 0

  return {
    nextId: () => {
      ids += 1
      return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`
    },
    of: (request: FakeRequest, operation: Operation) => void operations.set(request, operation),
    answered: (request: FakeRequest, answer: FakeAnswer): FakeAnswer => {
      recorded.push({
        operation: operations.get(request) ?? 'unknown',
        method: request.method,
        path: request.path,
        query: Object.fromEntries(request.query),
        headers: withoutCredentials(request.headers),
        body: request.body.replace(/client_secret=[^&]*/, 'client_secret=[replaced]'),
        status: answer.status,
      })
      return answer
    },
    all: () => recorded,
  }
}

function withoutCredentials(headers: FakeRequest['headers']): Record<string, string> {
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)])
  return { ...Object.fromEntries(texts), ...(headers.authorization && { authorization: '[replaced]' }) }
}
