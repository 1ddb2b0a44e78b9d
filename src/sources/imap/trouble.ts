import type { ImapFlowError } from 'imapflow'
import { MailboxTrouble, type TroubleKind } from '../../domain/mailbox.ts'
import type { ImapSecrets, ImapSettings } from './settings.ts'

/** What went on when something failed; `folder` is the one that the command was about. */
export type TroubleContext = { settings: ImapSettings; secrets: ImapSecrets; folder?: string }

type Answer = { kind: TroubleKind; message: string }
type Place = { where: string; host: string; port: number; user: string; folder: string }

/** Any failure of a connection or a command → why the mailbox cannot be read and what to fix, without a secret. */
export function troubleOf(error: unknown, { settings, secrets, folder }: TroubleContext): MailboxTrouble {
  if (error instanceof MailboxTrouble) return error
  const { host, port, user } = settings
  const place = { where: `${host}:${port}`, host, port, user, folder: folder ?? settings.incomingFolder }
  const failure = asFailure(error)
  const said = saidByServer(failure, secrets)
  const answer = signInAnswer(failure, place) ??
    codeAnswer(failure, place) ??
    tlsAnswer(failure, place) ?? {
      kind: 'server' as const,
      message: `${place.where} answered in a way that we cannot go on with.`,
    }
  const wait = failure.code === 'ETHROTTLE' ? Math.ceil((failure.throttleReset ?? 60_000) / 1000) : undefined
  return new MailboxTrouble(
    answer.kind,
    said ? `${answer.message} The server says: “${said}”` : answer.message,
    {
      ...(wait ? { retryAfterSeconds: wait } : {}),
    },
  )
}

function signInAnswer(failure: ImapFlowError, { where, user }: Place): Answer | null {
  if (/^Unsupported authentication mechanism/.test(failure.message))
    return {
      kind: 'sign-in',
      message: `${where} offers no way to sign in that fits: it may want encryption first (STARTTLS), or a token instead of a password.`,
    }
  if (!failure.authenticationFailed) return null
  if (failure.serverResponseCode === 'UNAVAILABLE')
    return { kind: 'server', message: `${where} cannot check passwords at the moment; we try again.` }
  return {
    kind: 'sign-in',
    message: `${where} refuses the sign-in of ${user}: check user and password, or enter a new token. Some providers want an app password here.`,
  }
}

/** By the code of the operating system, of the library, or in brackets in the server's answer. */
function codeAnswer(failure: ImapFlowError, place: Place): Answer | null {
  const codes = [failure.serverResponseCode, failure.mailboxMissing ? 'NONEXISTENT' : undefined, failure.code]
  for (const code of codes) {
    const entry = code ? ANSWERS[code] : undefined
    if (entry) return { kind: entry[0], message: entry[1](place) }
  }
  return null
}

const unreachable = ({ where }: Place) =>
  `${where} cannot be reached: check the server’s name, the port, and the firewall in between.`
const brokenOff = ({ where }: Place) =>
  `The connection to ${where} broke off; the next import goes on where this one ended.`
const silent = ({ where }: Place) =>
  `${where} takes the connection but does not answer in time. If this stays, the encryption may not fit the port: 993 usually means TLS from the start, 143 STARTTLS.`
const noFolder = ({ folder }: Place) => `There is no folder “${folder}” in this mailbox: choose it again.`
const full = ({ folder }: Place) =>
  `The mailbox is full, so that nothing can be moved to “${folder}”: make room in it, or raise its quota.`
const busy = ({ where }: Place) => `${where} asks us to wait; we try again later.`

const ANSWERS: Record<string, [TroubleKind, (place: Place) => string]> = {
  ENOTFOUND: ['network', ({ host }) => `The name ${host} is not known: check the server’s name.`],
  EAI_AGAIN: [
    'network',
    ({ host }) => `The name ${host} cannot be looked up at the moment: check the DNS of this machine.`,
  ],
  ECONNREFUSED: [
    'network',
    ({ where }) => `Nothing takes connections on ${where}: check the port, and that the server runs.`,
  ],
  ETIMEDOUT: ['network', unreachable],
  EHOSTUNREACH: ['network', unreachable],
  ENETUNREACH: ['network', unreachable],
  CONNECT_TIMEOUT: ['network', unreachable],
  GREETING_TIMEOUT: ['network', silent],
  UPGRADE_TIMEOUT: ['network', silent],
  ETIMEOUT: ['network', silent],
  ECONNRESET: ['network', brokenOff],
  EPIPE: ['network', brokenOff],
  NoConnection: ['network', brokenOff],
  EConnectionClosed: ['network', brokenOff],
  ClosedAfterConnectText: ['network', silent],
  ClosedAfterConnectTLS: ['network', silent],
  StateLogout: ['network', brokenOff],
  ETHROTTLE: ['throttled', busy],
  LIMIT: ['throttled', busy],
  INUSE: ['throttled', ({ folder }) => `“${folder}” is in use by another program; we try again later.`],
  UNAVAILABLE: ['server', ({ where }) => `${where} is in trouble itself; we try again later.`],
  NONEXISTENT: ['gone', noFolder],
  NotFound: ['gone', noFolder],
  TRYCREATE: ['gone', noFolder],
  OVERQUOTA: ['permission', full],
  NOPERM: [
    'permission',
    ({ user, folder }) =>
      `${user} may not do this with “${folder}”: grant the right to read and to move messages there.`,
  ],
}

function tlsAnswer(failure: ImapFlowError, { where, host }: Place): Answer | null {
  const code = failure.code ?? ''
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return {
      kind: 'network',
      message: `The certificate of ${where} is for another name than ${host}: enter the name that it was made for.`,
    }
  if (code === 'CERT_HAS_EXPIRED')
    return {
      kind: 'network',
      message: `The certificate of ${where} has expired: renew it on the mail server.`,
    }
  if (/SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|^CERT_/.test(code))
    return {
      kind: 'network',
      message: `The certificate of ${where} comes from nobody that this machine trusts (${code}): install one from a known authority, or make its authority known with NODE_EXTRA_CA_CERTS.`,
    }
  if (/^ERR_SSL_|^EPROTO$/.test(code))
    return {
      kind: 'network',
      message: `${where} does not speak TLS from the start: choose STARTTLS, or another port (usually 993).`,
    }
  if (failure.tlsFailed || /STARTTLS/.test(failure.message))
    return {
      kind: 'network',
      message: `${where} offers no STARTTLS: choose TLS from the start (usually port 993), or have it set up on the server.`,
    }
  return null
}

function asFailure(error: unknown): ImapFlowError {
  if (!(error instanceof Error)) return new Error(String(error))
  // A name with several addresses fails with one error for each; the first one speaks for all.
  const [first] = error instanceof AggregateError ? error.errors : []
  return first instanceof Error ? first : error
}

const MAX_SAID = 200

/** The server's own words, in one line without our secrets. */
function saidByServer(failure: ImapFlowError, secrets: ImapSecrets): string {
  const response = typeof failure.response === 'string' ? failure.response.replace(/^\S+ (NO|BAD) /, '') : ''
  const words = failure.responseText ?? failure.reason ?? response
  const bare = Object.values(secrets).reduce((text, secret) => text.replaceAll(secret, '…'), words)
  return bare
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_SAID)
}
