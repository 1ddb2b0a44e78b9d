import { implement, ORPCError } from '@orpc/server'
import type { Access } from '../../../contract/base.ts'
import { contract } from '../../../contract/contract.ts'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { IngestToken } from '../tokens/index.ts'
import type { Session, Visitor } from './people.ts'

/** What every route is called with. */
export type RequestContext = {
  world: World
  session: Session | null
  visitor: Visitor
  /** The machine behind the request; refused with 401 without a valid ingest token. */
  ingestToken(): Promise<IngestToken>
  /** Sets the session cookie of the answer; null takes it away. */
  setSessionCookie(token: string | null): void
}

/** The implementer of the contract: every route made with it first checks the roles that its contract declares. */
export const os = implement(contract)
  .$context<RequestContext>()
  .use(async ({ context, procedure, next }) => {
    try {
      const access = accessOf(procedure['~orpc'].meta)
      if (access === 'token') await context.ingestToken()
      else if (access !== 'public') {
        const { activeRole } = sessionIn(context)
        if (!access.includes(activeRole))
          throw new Refusal('role_not_admitted', `The role ${activeRole} may not do this.`, { status: 403 })
      }
      return await next()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      throw new ORPCError(error.code, { status: error.status, message: error.message, data: error.data })
    }
  })

/** The person behind a request; routes that are open to nobody else may rely on it. */
export function actorOf(context: RequestContext): Actor {
  const session = sessionIn(context)
  return { userId: session.userId, name: session.username }
}

/** The session of a request; refused with 401 when there is none. */
export function sessionIn(context: RequestContext): Session {
  if (!context.session) throw new Refusal('not_signed_in', 'Please sign in.', { status: 401 })
  return context.session
}

/** The machine behind a request to a token route. */
export function tokenIn(context: RequestContext): Promise<IngestToken> {
  return context.ingestToken()
}

/** A route that declares nothing admits nobody. */
function accessOf(meta: unknown): Access {
  const access = typeof meta === 'object' && meta !== null && 'access' in meta ? meta.access : undefined
  return access === 'public' || access === 'token' || Array.isArray(access) ? (access as Access) : []
}
