import { countInbox } from '../inbox/index.ts'
import { readSettings } from '../settings/index.ts'
import { os, sessionIn } from './guard.ts'
import { isSetupNeeded, setUpFirstAdmin, signIn, signOut, switchRole } from './people.ts'

const OK = { ok: true } as const

export const sessionRoutes = os.session.router({
  state: os.session.state.handler(async ({ context }) => ({
    setupNeeded: await isSetupNeeded(context.world),
    signedIn: context.session !== null,
  })),
  setup: os.session.setup.handler(async ({ context, input }) => {
    context.setSessionCookie(await setUpFirstAdmin(context.world, input, context.visitor))
    return OK
  }),
  signIn: os.session.signIn.handler(async ({ context, input }) => {
    context.setSessionCookie(await signIn(context.world, input, context.visitor))
    return OK
  }),
  signOut: os.session.signOut.handler(async ({ context }) => {
    await signOut(context.world, sessionIn(context))
    context.setSessionCookie(null)
    return OK
  }),
  current: os.session.current.handler(async ({ context }) => {
    const session = sessionIn(context)
    const settings = await readSettings(context.world)
    return {
      user: { id: session.userId, username: session.username, displayName: session.displayName },
      roles: session.roles,
      activeRole: session.activeRole,
      timeZone: settings.ui_timezone,
      sandboxBanner: settings.sandbox_banner,
      inboxCount: session.activeRole === 'reporter' ? null : await countInbox(context.world.db),
      version: context.world.version,
    }
  }),
  switchRole: os.session.switchRole.handler(async ({ context, input }) => {
    await switchRole(context.world, sessionIn(context), input.role)
    return OK
  }),
})
