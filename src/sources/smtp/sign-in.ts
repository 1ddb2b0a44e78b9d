import type { SMTPServerOptions, SMTPServerSession } from 'smtp-server'
import type { Logger } from '../../platform/log.ts'
import { limitPerMinute } from './clients.ts'
import { Reply } from './reply.ts'

type World = {
  authenticate?(user: string, password: string): Promise<boolean>
  log: Logger
  clock(): string
}

/** Of one client, over all its connections. */
const MAX_FAILURES_PER_MINUTE = 10
const MAX_FAILURES_PER_SESSION = 3
/** Makes guessing slow, and a person who mistyped hardly notices. */
const FAILURE_DELAY_MS = 500

/** Checks user and password, and slows down and cuts off who guesses. `hangUp` ends the connection with a reply. */
export function signInCheck(
  { authenticate, log, clock }: World,
  hangUp: (session: SMTPServerSession, reply: Reply) => void,
): NonNullable<SMTPServerOptions['onAuth']> {
  const failuresOfClients = limitPerMinute(MAX_FAILURES_PER_MINUTE, clock)
  const failures = new WeakMap<SMTPServerSession, number>()

  const isRight = async (user: string, password: string): Promise<boolean> => {
    try {
      return (await authenticate?.(user, password)) ?? false
    } catch (error) {
      log.error({ err: error }, 'an SMTP sign-in could not be checked')
      throw new Reply(454, 'Sign-in cannot be checked at the moment, try again later')
    }
  }
  const check = async (session: SMTPServerSession, user: string, password: string): Promise<void> => {
    const client = session.remoteAddress
    if (failuresOfClients.isUsedUp(client)) throw new Reply(454, 'Too many failed sign-ins, try again later')
    if (await isRight(user, password)) return
    failuresOfClients.take(client)
    log.warn({ client, user }, 'an SMTP sign-in was refused')
    await new Promise((resolve) => setTimeout(resolve, FAILURE_DELAY_MS))
    throw new Reply(535, 'User or password is wrong')
  }

  return ({ username, password }, session, callback) => {
    const user = username ?? ''
    check(session, user, password ?? '').then(
      () => callback(null, { user }),
      (reply: Reply) => {
        callback(reply)
        const count = (failures.get(session) ?? 0) + 1
        failures.set(session, count)
        if (count >= MAX_FAILURES_PER_SESSION) hangUp(session, new Reply(421, 'Too many failed sign-ins'))
      },
    )
  }
}
