import type { IncomingHttpHeaders } from 'node:http'

/** What the fake can be asked; faults are aimed at these. */
export type Operation =
  | 'token'
  | 'folders'
  | 'child-folders'
  | 'folder'
  | 'messages'
  | 'message'
  | 'mime'
  | 'move'

export type FakeRequest = {
  method: string
  /** The path as it was sent, without the query. */
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: string
}

export type FakeAnswer = {
  status: number
  headers?: Record<string, string>
  /** Bytes go out as they are, text as a page, anything else as JSON. */
  body: unknown
  /** How it is sent when not as it should: broken off before or in the middle, or held for ever. */
  manner?: 'reset' | 'silent' | 'stuck'
}

/** A refusal by Graph in its own form. */
export class VendorError extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.code = code
    this.headers = headers
  }
}

/** Microsoft Graph's error body; `innerError` names the request for their support. */
export function errorAnswer(error: VendorError, about: { now: string; requestId: string }): FakeAnswer {
  const innerError = { date: about.now.slice(0, 19), 'request-id': about.requestId }
  return {
    status: error.status,
    headers: error.headers,
    body: { error: { code: error.code, message: error.message, innerError } },
  }
}

export const itemNotFound = () =>
  new VendorError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.')
