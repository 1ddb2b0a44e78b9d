import { existingFolder } from './folder-routes.ts'
import type { FakeMessage, MailboxState } from './mailbox-state.ts'
import { badQuery, checkOptions, pageOf, pick, selected } from './query-options.ts'
import type { RouteWorld } from './routes.ts'
import { type FakeAnswer, type FakeRequest, itemNotFound, VendorError } from './wire.ts'

const PROPERTIES = ['id', 'receivedDateTime', 'parentFolderId', 'isRead', 'isDraft']

/** The messages of a folder, newest first unless asked otherwise, ten at a time. */
export function listMessages(world: RouteWorld, request: FakeRequest, folderId: string): FakeAnswer {
  checkOptions(request.query, ['$top', '$skip', '$select', '$orderby'])
  const names = selected(request.query, PROPERTIES, 'message')
  const folder = existingFolder(world.mailbox, folderId)
  const messages = inOrder(world.mailbox.messagesIn(folder.id), request.query.get('$orderby'))
  const page = pageOf(messages, request.query, { url: world.url + request.path, pageSize: world.pageSize })
  const value = page.items.map((message) => pick(toJson(message, request), names))
  return { status: 200, body: { value, ...page.link } }
}

export function getMessage(world: RouteWorld, request: FakeRequest, id: string): FakeAnswer {
  checkOptions(request.query, ['$select'])
  const names = selected(request.query, PROPERTIES, 'message')
  return { status: 200, body: pick(toJson(existingMessage(world.mailbox, id), request), names) }
}

/** The message as MIME: bytes, called plain text, without a charset. */
export function getMime(world: RouteWorld, _request: FakeRequest, id: string): FakeAnswer {
  const { raw } = existingMessage(world.mailbox, id)
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: raw }
}

/** Moves a message; where it lay, its old mutable id leads nowhere afterwards. */
export function moveMessage(world: RouteWorld, request: FakeRequest, id: string): FakeAnswer {
  const message = existingMessage(world.mailbox, id)
  const target = existingFolder(world.mailbox, destinationIn(request))
  // Nobody wrote down what the service says to this; both answers occur here, so that a client holds with either.
  if (target.id === message.folderId && world.refusesMoveToSameFolder) {
    throw new VendorError(400, 'ErrorMoveCopyFailed', 'The move or copy operation failed.')
  }
  world.mailbox.moveMessage(message, target.id)
  return { status: 201, body: pick(toJson(message, request), PROPERTIES) }
}

/** Documented, and refused all the same: MIME is given without the folder in the path only. */
export function refuseMimeInFolder(): FakeAnswer {
  throw new VendorError(405, 'ErrorInvalidRequest', 'The OData request is not supported.')
}

function destinationIn(request: FakeRequest): string {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    throw new VendorError(415, 'BadRequest', 'The request body must be application/json.')
  }
  const body: unknown = parseJson(request.body)
  if (typeof body === 'object' && body !== null && 'destinationId' in body) {
    if (typeof body.destinationId === 'string') return body.destinationId
  }
  throw new VendorError(400, 'ErrorInvalidParameter', 'The parameter DestinationId is missing.')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new VendorError(400, 'BadRequest', 'Unable to read JSON request payload.')
  }
}

function existingMessage(mailbox: MailboxState, id: string): FakeMessage {
  if (!mailbox.isWellFormed(id)) throw new VendorError(400, 'ErrorInvalidIdMalformed', 'Id is malformed.')
  const message = mailbox.message(id)
  if (!message) throw itemNotFound()
  return message
}

function inOrder(messages: FakeMessage[], orderBy: string | null): FakeMessage[] {
  const [property = 'receivedDateTime', direction = orderBy === null ? 'desc' : 'asc'] =
    orderBy?.trim().split(/\s+/) ?? []
  if (property !== 'receivedDateTime' || !/^(asc|desc)$/.test(direction)) {
    throw badQuery(`The order '${orderBy}' is not part of this fake.`)
  }
  const sign = direction === 'asc' ? 1 : -1
  return messages.toSorted(
    (one, other) => sign * (one.receivedAt.localeCompare(other.receivedAt) || one.number - other.number),
  )
}

/** Whether this request asks for ids that stay; it must be asked each time. */
export function wantsImmutableIds(request: FakeRequest): boolean {
  const preferences = String(request.headers.prefer ?? '').split(',')
  return preferences.some((each) => each.trim() === 'IdType="ImmutableId"')
}

function toJson(message: FakeMessage, request: FakeRequest): Record<string, unknown> {
  return {
    id: wantsImmutableIds(request) ? message.immutableId : message.mutableId,
    receivedDateTime: message.receivedAt.replace(/\.\d+Z$/, 'Z'),
    parentFolderId: message.folderId,
    isRead: message.isRead,
    isDraft: false,
  }
}
