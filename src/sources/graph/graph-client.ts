import { z } from 'zod'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import { isSameOrigin, jsonOf, type OutboundAnswer, type OutboundRequest } from '../../platform/outbound.ts'
import type { GraphWorld } from './graph-mailbox.ts'
import { asMailboxTrouble, graphTrouble, TokenRefused } from './graph-trouble.ts'
import type { SignIn } from './sign-in.ts'

/** Graph allows four at once to an application, over all its mailboxes; others of the tenant may use it too. */
const AT_ONCE = 2

export type GraphCall = {
  /** Behind `/users/{mailbox}/`, with ids encoded; or the whole address of a next page. */
  path: string
  query?: Record<string, string>
  /** Sent as JSON with POST. */
  post?: unknown
  accept?: string
  timeFactor?: number
  maxBytes?: number
  signal?: AbortSignal
}

export type GraphClient = ReturnType<typeof createGraphClient>

/** Calls to one mailbox: signed in, with ids that stay, at most two at once; throws a `MailboxTrouble` or the reason of a signal. */
export function createGraphClient(world: GraphWorld, signIn: SignIn) {
  const { settings } = world
  const base = `${settings.apiUrl}/v1.0/users/${encodeURIComponent(settings.mailbox)}/`

  async function call<T>(request: GraphCall, read: (answer: OutboundAnswer) => T): Promise<T> {
    const token = await signIn.token()
    try {
      return await send(request, token, read)
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error
      return await callAgain(request, await signIn.tokenAfter(token), read)
    }
  }

  async function callAgain<T>(
    request: GraphCall,
    token: string,
    read: (answer: OutboundAnswer) => T,
  ): Promise<T> {
    try {
      return await send(request, token, read)
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw error
      throw new MailboxTrouble(
        'sign-in',
        'Microsoft Graph refuses the token that was just given for it. Check the addresses of the cloud, and that the application is not blocked.',
      )
    }
  }

  async function send<T>(request: GraphCall, token: string, read: (answer: OutboundAnswer) => T): Promise<T> {
    try {
      return await world.outbound.send(outboundRequest(request, token), (answer) => {
        if (answer.status === 200 || answer.status === 201) return read(answer)
        throw graphTrouble(answer, settings.mailbox)
      })
    } catch (error) {
      throw asMailboxTrouble(error)
    }
  }

  function outboundRequest(request: GraphCall, token: string): OutboundRequest {
    const query = request.query ? `?${new URLSearchParams(request.query)}` : ''
    const { timeFactor, maxBytes } = request
    return {
      url: request.path.startsWith('http') ? request.path : base + request.path + query,
      headers: {
        authorization: `Bearer ${token}`,
        prefer: 'IdType="ImmutableId"',
        ...(request.accept && { accept: request.accept }),
        ...(request.post !== undefined && { 'content-type': 'application/json' }),
      },
      ...(request.post !== undefined && { method: 'POST', body: JSON.stringify(request.post) }),
      // Every POST here is a move, and moving twice is looked after where it is done.
      repeatable: true,
      turn: { key: `graph ${settings.tenantId} ${settings.clientId}`, atOnce: AT_ONCE },
      secrets: [token],
      signal: request.signal ? AbortSignal.any([request.signal, world.closing]) : world.closing,
      ...(timeFactor !== undefined && { timeFactor }),
      ...(maxBytes !== undefined && { maxBytes }),
    }
  }

  /** One page of a collection, and the call for the next. */
  async function page<T>(
    request: GraphCall,
    item: z.ZodType<T>,
  ): Promise<{ items: T[]; next: GraphCall | null }> {
    const schema = z.object({ value: z.array(item), '@odata.nextLink': z.string().optional() })
    const { value, '@odata.nextLink': link } = await call(request, (answer) => jsonOf(answer, schema))
    if (link === undefined) return { items: value, next: null }
    if (!isSameOrigin(link, settings.apiUrl)) {
      throw new MailboxTrouble(
        'server',
        `The next page was said to be on another server than ${settings.apiUrl}; the link was not followed, so that the token stays here.`,
      )
    }
    return { items: value, next: { path: link, ...(request.signal && { signal: request.signal }) } }
  }

  return { call, page }
}
