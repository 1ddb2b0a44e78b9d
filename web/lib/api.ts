import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { contract } from '../../contract/contract.ts'
import { decodeProblem } from './problem.ts'

const link = new OpenAPILink(contract, {
  url: () => `${window.location.origin}/api`,
  // A page of another origin cannot set this header, so the server knows that the request is ours.
  headers: { 'x-requested-with': 'backupchecks' },
  fetch: async (request, init) =>
    problemAsJson(await fetch(request, { ...init, credentials: 'same-origin' })),
  customErrorResponseBodyDecoder: decodeProblem,
})

/** The client reads bodies of application/json only; a problem is JSON under another name. */
function problemAsJson(response: Response): Response {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return response
  const headers = new Headers(response.headers)
  headers.set('content-type', 'application/json')
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers })
}

const client: JsonifiedClient<ContractRouterClient<typeof contract>> = createORPCClient(link)

/** Every route of the contract, typed, as query and mutation options. */
export const api = createTanstackQueryUtils(client)

/** Where a message's sanitised body is served as a page of its own. */
export function mailBodyUrl(messageId: number, withRemoteContent: boolean): string {
  return `/api/mail/${messageId}/body${withRemoteContent ? '?remote=true' : ''}`
}

/** Where a message is downloaded as it came. */
export function mailRawUrl(messageId: number): string {
  return `/api/mail/${messageId}/raw`
}

/** Where the review evidence of a customer is downloaded. */
export function reviewEvidenceUrl(of: {
  customerId: number
  from: string
  to: string
  format: string
}): string {
  return `/api/audit/review-evidence?${new URLSearchParams({ ...of, customerId: String(of.customerId) })}`
}
