import { createContext, type ReactNode, use } from 'react'
import type { z } from 'zod'
import type { sessionSchema } from '../../contract/session.ts'
import { mayCall } from './permission.ts'

export type Session = z.infer<typeof sessionSchema>

const SessionContext = createContext<Session | null>(null)

/** Gives every piece below it the signed-in person, role and time zone. */
export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>
}

/** Who is signed in; only inside the frame. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession stands outside the frame')
  return session
}

/** Whether the active role may call a route; what it may not do is not shown. */
export function useMay(route: Parameters<typeof mayCall>[1]): boolean {
  return mayCall(useSession().activeRole, route)
}
