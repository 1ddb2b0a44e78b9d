import { getFolder, listFolders } from './folder-routes.ts'
import type { MailboxState } from './mailbox-state.ts'
import { getMessage, getMime, listMessages, moveMessage, refuseMimeInFolder } from './message-routes.ts'
import { type FakeAnswer, type FakeRequest, type Operation, VendorError } from './wire.ts'

export type RouteWorld = {
  mailbox: MailboxState
  /** Scheme, host and port of the fake: links to next pages begin with it. */
  url: string
  pageSize: number
  refusesMoveToSameFolder: boolean
}

type Handler = (world: RouteWorld, request: FakeRequest, id: string) => FakeAnswer
type Route = {
  operation: Operation
  needs: 'read' | 'write'
  user: string
  answer(world: RouteWorld, request: FakeRequest): FakeAnswer
}

/** What Graph answers here, `*` for an id, behind /v1.0/users/{user}. */
const ROUTES: readonly [method: string, path: string, operation: Operation, handler: Handler][] = [
  ['GET', 'mailFolders', 'folders', (world, request) => listFolders(world, request, world.mailbox.rootId)],
  ['GET', 'mailFolders/*', 'folder', getFolder],
  ['GET', 'mailFolders/*/childFolders', 'child-folders', listFolders],
  ['GET', 'mailFolders/*/messages', 'messages', listMessages],
  ['GET', 'mailFolders/*/messages/*/$value', 'mime', refuseMimeInFolder],
  ['GET', 'messages/*', 'message', getMessage],
  ['GET', 'messages/*/$value', 'mime', getMime],
  ['POST', 'messages/*/move', 'move', moveMessage],
]

/** The route of a request; a path that Graph does not have is its own refusal, as is a verb that a path does not have. */
export function findRoute(request: FakeRequest): Route {
  const [, version, users, user = '', ...rest] = request.path.split('/').map(decodeURIComponent)
  const fitting = ROUTES.filter(([, path]) => fits(path.split('/'), rest))
  if (version !== 'v1.0' || users !== 'users' || fitting.length === 0) {
    throw new VendorError(400, 'BadRequest', 'Resource not found for the segment.')
  }
  const route = fitting.find(([method]) => method === request.method)
  if (!route) throw new VendorError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed.')
  const [, , operation, handler] = route
  return {
    operation,
    needs: operation === 'move' ? 'write' : 'read',
    user,
    answer: (world, asked) => handler(world, asked, rest[1] ?? ''),
  }
}

function fits(pattern: readonly string[], segments: readonly string[]): boolean {
  return (
    pattern.length === segments.length &&
    pattern.every((part, index) => part === '*' || part === segments[index])
  )
}
