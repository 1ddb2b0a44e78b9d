import { createSecureContext } from 'node:tls'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import type { SmtpCertificate, SmtpSettings } from './settings.ts'

/** Refuses settings and a certificate that do not go together. */
export function checkTogether(settings: SmtpSettings, certificate: SmtpCertificate | null): void {
  if (!certificate) {
    if (settings.requireTls)
      throw new MailboxTrouble(
        'server',
        'The SMTP listener shall require TLS but has no certificate: add one.',
      )
    if (settings.authentication !== 'none')
      throw new MailboxTrouble(
        'server',
        'Clients of the SMTP listener shall sign in, but without a certificate their passwords would travel in the clear: add one.',
      )
    return
  }
  try {
    createSecureContext(certificate)
  } catch (error) {
    throw new MailboxTrouble(
      'server',
      `The certificate of the SMTP listener cannot be used: it must be a certificate and its own key, both as PEM (${codeOf(error)}).`,
    )
  }
}

/** Why the port could not be opened, and what to do. */
export function cannotListen(error: unknown, { host, port }: SmtpSettings): MailboxTrouble {
  const where = `The SMTP listener cannot use port ${port} of ${host}`
  const code = codeOf(error)
  if (code === 'EADDRINUSE')
    return new MailboxTrouble(
      'network',
      `${where}: another program has it. Stop that program, or choose another port.`,
    )
  if (code === 'EACCES')
    return new MailboxTrouble(
      'permission',
      `${where}: ports below 1024 are for root. Choose a port such as 2525, or allow it (AmbientCapabilities=CAP_NET_BIND_SERVICE in systemd).`,
    )
  if (code === 'EADDRNOTAVAIL')
    return new MailboxTrouble(
      'network',
      `${where}: this machine does not have that address. 0.0.0.0 means all of them.`,
    )
  return new MailboxTrouble('server', `${where} (${code}).`)
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? String(error.code) : error.message
}
