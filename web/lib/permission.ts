import type { Access, Role } from '../../contract/base.ts'

interface GuardedRoute {
  '~orpc': { meta: { access: Access } }
}

/** Whether a role may call a route, by what the contract itself declares; the server decides again. */
export function mayCall(role: Role, route: GuardedRoute): boolean {
  const { access } = route['~orpc'].meta
  return access === 'public' || access.includes(role)
}
