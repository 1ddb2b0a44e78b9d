import type { SMTPServerDataStream, SMTPServerOptions, SMTPServerSession } from 'smtp-server'
import type { Logger } from '../../platform/log.ts'
import { clientFilter, limitPerMinute } from './clients.ts'
import { type Budget, receiveMessage } from './receive.ts'
import type { ReceivedMail } from './received-mail.ts'
import { recipientFilter } from './recipients.ts'
import { Reply } from './reply.ts'
import type { Sessions } from './sessions.ts'
import type { SmtpCertificate, SmtpSettings } from './settings.ts'
import { signInCheck } from './sign-in.ts'
import { withTrace } from './trace.ts'

export type SmtpOutside = {
  /** Stores and commits a message. Its client is told 250 once this resolves, and to try again later when it rejects. */
  deliver(mail: ReceivedMail): Promise<void>
  /** Whether user and password are right; asked over TLS only. */
  authenticate?(user: string, password: string): Promise<boolean>
  certificate: SmtpCertificate | null
  log: Logger
  /** The present as an ISO instant. */
  clock(): string
}

type Own = { sessions: Sessions; serverName: string }
type Handlers = Required<
  Pick<SMTPServerOptions, 'onConnect' | 'onAuth' | 'onMailFrom' | 'onRcptTo' | 'onData' | 'onClose'>
>

/** Held in memory at once, over all connections. */
const BUDGET_BYTES = 64 * 1024 * 1024

/** What clients are answered, command by command. */
export function conversation(
  settings: SmtpSettings,
  outside: SmtpOutside,
  { sessions, serverName }: Own,
): Handlers {
  const { log, clock } = outside
  const isAllowed = clientFilter(settings.allowedClients)
  const acceptedAs = recipientFilter(settings)
  const mails = limitPerMinute(settings.maxPerClientPerMinute, clock)
  const noted = limitPerMinute(1, clock)
  const budget: Budget = { left: Math.max(BUDGET_BYTES, settings.maxBytes) }

  const greet = (session: SMTPServerSession) => {
    const client = session.remoteAddress
    if (isAllowed(client)) return sessions.begin(session)
    if (noted.take(client)) log.warn({ client }, 'an SMTP client outside the allowed networks was refused')
    throw new Reply(554, 'Your address may not deliver reports here')
  }
  const beginMail = (session: SMTPServerSession) => {
    if (settings.requireTls && !session.secure) throw new Reply(530, 'Say STARTTLS first')
    if (!mails.take(session.remoteAddress))
      throw new Reply(450, 'Too many messages in a minute, try again later')
  }
  const receive = async (stream: SMTPServerDataStream, session: SMTPServerSession) => {
    const receivedAt = clock()
    const hangUp = (reply: Reply) => sessions.hangUp(session, reply)
    const { message, release } = await receiveMessage(stream, { budget, maxBytes: settings.maxBytes, hangUp })
    const mail = receivedMail({ message, session, receivedAt, serverName, acceptedAs })
    try {
      await outside.deliver(mail)
    } catch (error) {
      log.error({ err: error, client: mail.clientAddress }, 'a message received by SMTP could not be stored')
      throw new Reply(451, 'The message could not be stored, try again later')
    } finally {
      release()
    }
  }

  const answer = (callback: (error?: Error | null) => void, work: () => Promise<void> | void) =>
    Promise.try(work).then(
      () => callback(),
      (error) => callback(error instanceof Reply ? error : unexpected(log, error)),
    )
  return {
    onConnect: (session, callback) => answer(callback, () => greet(session)),
    onAuth: signInCheck(outside, sessions.hangUp),
    onMailFrom: (_sender, session, callback) => answer(callback, () => beginMail(session)),
    onRcptTo: ({ address }, _session, callback) => answer(callback, () => void acceptedAs(address)),
    onData: (stream, session, callback) =>
      answer(callback, () => sessions.receive(session, () => receive(stream, session))),
    onClose: (session) => sessions.end(session),
  }
}

function receivedMail(given: {
  message: Buffer
  session: SMTPServerSession
  receivedAt: string
  serverName: string
  acceptedAs: (address: string) => string
}): ReceivedMail {
  const { message, session, receivedAt, serverName, acceptedAs } = given
  const { mailFrom, rcptTo } = session.envelope
  const sender = mailFrom ? mailFrom.address : ''
  const recipients = [...new Set(rcptTo.map(({ address }) => acceptedAs(address)))]
  const clientAddress = session.remoteAddress
  const traced = withTrace(message, {
    ...{ sender, recipients, clientAddress, serverName, receivedAt, id: session.id },
    helo: session.hostNameAppearsAs,
    protocol: session.transmissionType,
  })
  return { ...traced, receivedAt, sender, recipients, clientAddress }
}

/** The client has gone in the middle of its message, or we have a bug; either way it is told nothing of ours. */
function unexpected(log: Logger, error: unknown): Reply {
  const hasGone = error instanceof Error && 'code' in error
  if (hasGone) log.debug({ reason: error.message }, 'an SMTP client left before the end of its message')
  else log.error({ err: error }, 'an SMTP command failed')
  return new Reply(451, 'Try again later')
}
