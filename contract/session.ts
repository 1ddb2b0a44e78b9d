import { z } from 'zod'
import { EVERYBODY, ROLES, routeFor } from './base.ts'

const password = z.string().min(12).max(200)
const username = z.string().trim().min(1).max(100)

/** What the frame of every page needs to know. */
export const sessionSchema = z.object({
  user: z.object({ id: z.number(), username: z.string(), displayName: z.string() }),
  roles: z.array(z.enum(ROLES)),
  activeRole: z.enum(ROLES),
  timeZone: z.string(),
  sandboxBanner: z.boolean(),
  /** Messages in the Inbox; null for roles that may not see the Inbox. */
  inboxCount: z.number().int().nullable(),
  version: z.string(),
})

export const sessionContract = {
  /** Whether the first admin must still be made; asked before anybody is signed in. */
  state: routeFor('public')
    .route({
      method: 'GET',
      path: '/session/state',
      tags: ['Session'],
      summary: 'Whether set-up is still needed',
    })
    .output(z.object({ setupNeeded: z.boolean(), signedIn: z.boolean() })),
  setup: routeFor('public')
    .route({
      method: 'POST',
      path: '/session/setup',
      tags: ['Session'],
      summary: 'Create the first admin with the token from the log',
    })
    .input(
      z.object({
        token: z.string().trim().min(1).max(200),
        username,
        displayName: z.string().trim().max(100).default(''),
        password,
      }),
    )
    .output(z.object({ ok: z.literal(true) })),
  signIn: routeFor('public')
    .route({
      method: 'POST',
      path: '/session/sign-in',
      tags: ['Session'],
      summary: 'Sign in with user name and password',
    })
    .input(z.object({ username, password: z.string().min(1).max(200) }))
    .output(z.object({ ok: z.literal(true) })),
  signOut: routeFor(EVERYBODY)
    .route({ method: 'POST', path: '/session/sign-out', tags: ['Session'], summary: 'End this session' })
    .output(z.object({ ok: z.literal(true) })),
  current: routeFor(EVERYBODY)
    .route({ method: 'GET', path: '/session', tags: ['Session'], summary: 'Who is signed in, in which role' })
    .output(sessionSchema),
  switchRole: routeFor(EVERYBODY)
    .route({ method: 'POST', path: '/session/role', tags: ['Session'], summary: 'Switch the active role' })
    .input(z.object({ role: z.enum(ROLES) }))
    .output(z.object({ ok: z.literal(true) })),
}
