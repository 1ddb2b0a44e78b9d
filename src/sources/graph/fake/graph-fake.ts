import { setTimeout as sleep } from 'node:timers/promises'
import { createFaults, disturbed, type FaultPlan } from './faults.ts'
import { serve } from './http-server.ts'
import { createLimits } from './limits.ts'
import { createMailboxState, type FakeMessage } from './mailbox-state.ts'
import { wantsImmutableIds } from './message-routes.ts'
import { createRequestLog, type RecordedRequest } from './request-log.ts'
import { findRoute } from './routes.ts'
import { type Application, createTokens, SignInRefusal } from './tokens.ts'
import { errorAnswer, type FakeAnswer, type FakeRequest, VendorError } from './wire.ts'

export type GraphFakeOptions = {
  clock: () => string
  /** 0, the default: any free one. */
  port?: number
  /** However much is asked for, no page has more; small, so that every list is read over several pages. */
  pageSize?: number
  /** How long every answer takes. */
  latencyMs?: number
  /** Whether a message that lies in the target folder already is refused or moved; the service's own answer is not known. */
  refusesMoveToSameFolder?: boolean
}

export type GraphFake = Awaited<ReturnType<typeof startGraphFake>>

/** Microsoft's sign-in and mail service with one tenant, one application and one mailbox, as a real HTTP server on this machine. */
export async function startGraphFake(options: GraphFakeOptions) {
  const { clock } = options
  const application: Application = {
    tenantId: '3f2c8f5e-0000-4000-8000-00000000fa4e',
    clientId: '7a1d0c3b-0000-4000-8000-00000000c11e',
    // Signs that mean something else in a form when they are not encoded.
    clientSecret: 'fa~ke+secret/with=marks&more',
    secretExpired: false,
    roles: ['Mail.ReadWrite'],
  }
  const user = { address: 'reports@msp.example', trouble: null as VendorError | null }
  const mailbox = createMailboxState()
  const inboxId = mailbox.addFolder({ name: 'Inbox', wellKnown: 'inbox' })
  const deletedId = mailbox.addFolder({ name: 'Deleted Items', wellKnown: 'deleteditems' })
  const incomingFolderId = mailbox.addFolder({ name: 'Backup reports', parentId: inboxId })
  const processedFolderId = mailbox.addFolder({ name: 'Processed', parentId: incomingFolderId })

  const tokens = createTokens(application, { clock, resource: () => server.url })
  const limits = createLimits(clock)
  const faults = createFaults()
  const log = createRequestLog()

  const server = await serve(options.port ?? 0, async (request) => {
    limits.begin()
    try {
      return log.answered(request, await answer(request))
    } finally {
      limits.leave()
    }
  })

  async function answer(request: FakeRequest): Promise<FakeAnswer> {
    if (options.latencyMs) await sleep(options.latencyMs)
    const requestId = log.nextId()
    try {
      const plain = request.path.startsWith('/v1.0/') ? await graphAnswer(request) : signInAnswer(request)
      return { ...plain, headers: { 'request-id': requestId, ...echoed(request), ...plain.headers } }
    } catch (error) {
      if (error instanceof SignInRefusal) return error.answer
      if (error instanceof VendorError) return errorAnswer(error, { now: clock(), requestId })
      return errorAnswer(new VendorError(500, 'InternalServerError', String(error)), {
        now: clock(),
        requestId,
      })
    }
  }

  function signInAnswer(request: FakeRequest): FakeAnswer {
    return withFaults(request, 'token', () => {
      if (request.method === 'POST' && request.path.endsWith('/oauth2/v2.0/token'))
        return tokens.issue(request)
      return { status: 404, body: '' }
    })
  }

  async function graphAnswer(request: FakeRequest): Promise<FakeAnswer> {
    const route = findRoute(request)
    log.of(request, route.operation)
    return withFaults(request, route.operation, () => {
      limits.enter()
      const roles = tokens.rolesOf(request)
      if (route.user.toLowerCase() !== user.address) {
        throw new VendorError(404, 'ErrorInvalidUser', `The requested user '${route.user}' is invalid.`)
      }
      if (user.trouble) throw user.trouble
      if (!roles.includes('Mail.ReadWrite') && (route.needs === 'write' || !roles.includes('Mail.Read'))) {
        throw new VendorError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
      }
      return route.answer({ mailbox, url: server.url, pageSize, refusesMoveToSameFolder }, request)
    })
  }

  function withFaults(request: FakeRequest, operation: FaultPlan['on'], usual: () => FakeAnswer): FakeAnswer {
    log.of(request, operation)
    const query = request.query.size > 0 ? `?${request.query}` : ''
    const scene = { now: clock(), expireTokens: tokens.expireAll, self: server.url + request.path + query }
    return faults
      .next(operation, request.path)
      .reduce((inner, fault) => () => disturbed(fault, inner, scene), usual)()
  }

  const pageSize = options.pageSize ?? 3
  const refusesMoveToSameFolder = options.refusesMoveToSameFolder ?? false

  return {
    url: server.url,
    application,
    mailbox: user.address,
    inboxId,
    deletedId,
    incomingFolderId,
    processedFolderId,

    addFolder: mailbox.addFolder,
    renameFolder: mailbox.renameFolder,
    removeFolder: mailbox.removeFolder,
    /** Puts a message into the mailbox; gives its immutable id. */
    deliver: (mail: { raw: Uint8Array; folderId?: string; receivedAt?: string }): string =>
      mailbox.addMessage({ folderId: incomingFolderId, receivedAt: clock(), ...mail }).immutableId,
    /** What somebody does in Outlook meanwhile. */
    removeMessage: (id: string) => withMessage(id, mailbox.removeMessage),
    moveMessage: (id: string, folderId: string) =>
      withMessage(id, (message) => mailbox.moveMessage(message, folderId)),
    messagesIn: (folderId: string) => mailbox.messagesIn(folderId),

    /** The whole mailbox answers so from now on: blocked by a policy, on premises; null: as usual. */
    troubleMailbox: (trouble: { status: number; code: string } | null) => {
      user.trouble = trouble && new VendorError(trouble.status, trouble.code, 'Refused by order of the test.')
    },
    disturb: faults.add,
    /** Every request so far, secrets replaced. */
    requests: (operation?: FaultPlan['on']): RecordedRequest[] =>
      log.all().filter((request) => operation === undefined || request.operation === operation),
    issuedTokens: tokens.all,
    mostAtOnce: limits.mostAtOnce,
    close: server.close,
  }

  function withMessage(id: string, act: (message: FakeMessage) => void): void {
    const message = mailbox.message(id)
    if (!message) throw new Error(`The fake mailbox has no message ${id}.`)
    act(message)
  }
}

function echoed(request: FakeRequest): Record<string, string> {
  const id = request.headers['client-request-id']
  return {
    ...(typeof id === 'string' && { 'client-request-id': id }),
    ...(wantsImmutableIds(request) && { 'preference-applied': 'IdType="ImmutableId"' }),
  }
}
