import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { conversation, type SmtpOutside } from './conversation.ts'
import { cannotListen, checkTogether } from './listener-trouble.ts'
import { type Patience, sessionsOf } from './sessions.ts'
import type { SmtpSettings } from './settings.ts'

export type SmtpListener = {
  port: number
  /** Takes no more connections and no more messages; resolves when those under way are delivered and acknowledged. */
  stop(): Promise<void>
}

const PATIENCE: Patience = { idleMs: 60_000, messageMs: 10 * 60_000, stopMs: 10_000 }
const MAX_RECIPIENTS = 100
/** No command that we take is longer. */
const MAX_COMMAND_BYTES = 4096

/**
 * Receives reports by SMTP for the configured recipients and passes nothing on. Rejects with a `MailboxTrouble` when it
 * cannot listen.
 */
export async function startSmtpListener(
  settings: SmtpSettings,
  outside: SmtpOutside,
  patience: Patience = PATIENCE,
): Promise<SmtpListener> {
  const { certificate, log } = outside
  checkTogether(settings, certificate)
  const [name = 'backupchecks'] = settings.recipientDomains
  const server = new SMTPServer({
    name,
    banner: 'for reports only',
    ...(certificate ? { ...certificate, minVersion: 'TLSv1.2' } : {}),
    disabledCommands: disabledCommands(settings, certificate !== null),
    authOptional: settings.authentication !== 'required',
    authMethods: ['PLAIN', 'LOGIN'],
    size: settings.maxBytes,
    rejectOversized: true,
    maxClients: settings.maxConnections,
    maxRecipients: MAX_RECIPIENTS,
    maxCommandLength: MAX_COMMAND_BYTES,
    socketTimeout: patience.idleMs,
    closeTimeout: patience.stopMs,
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    logger: false,
  })
  const sessions = sessionsOf(server, settings.maxConnections, patience)
  Object.assign(server, conversation(settings, outside, { sessions, serverName: name }))
  // Without a listener a connection that breaks would end the process.
  server.on('error', (error: Error) => log.debug({ reason: error.message }, 'an SMTP connection broke'))
  try {
    server.listen(settings.port, settings.host)
    await once(server.server, 'listening')
  } catch (error) {
    throw cannotListen(error, settings)
  }
  const { port } = server.server.address() as AddressInfo
  return { port, stop: () => sessions.stop() }
}

/** What is not offered is not understood either. */
function disabledCommands({ authentication }: SmtpSettings, hasCertificate: boolean): string[] {
  const never = ['VRFY', 'HELP', 'WIZ', 'SHELL', 'KILL', 'XCLIENT', 'XFORWARD']
  return [...never, ...(hasCertificate ? [] : ['STARTTLS']), ...(authentication === 'none' ? ['AUTH'] : [])]
}
