import { z } from 'zod'
import { MailboxTrouble, type TroubleKind } from '../../domain/mailbox.ts'
import { jsonOf, type OutboundAnswer, OutboundTrouble } from '../../platform/outbound.ts'

/** Graph refused one request and may grant the next: a message or folder that is not there, an id it does not take. */
export class GraphRefusal extends MailboxTrouble {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string) {
    super(
      status === 404 || status === 410 ? 'gone' : 'server',
      `Microsoft Graph refused a request (${status} ${code}).`,
    )
    this.status = status
    this.code = code
  }
}

/** The token was not taken; a new one may be. */
export class TokenRefused extends Error {}

/** What an answer other than a success means for the mailbox. */
export function graphTrouble(answer: OutboundAnswer, mailbox: string): Error {
  const code = codeOf(answer)
  if (answer.status === 401) return new TokenRefused(`Microsoft Graph refused the token (${code}).`)
  if (answer.status === 403) {
    return new MailboxTrouble(
      'permission',
      `Microsoft Graph denies access to ${mailbox} (${code}). Give the application the application permission Mail.ReadWrite with admin consent; where a policy limits it to certain mailboxes, add this one. A change may take more than an hour to work.`,
    )
  }
  const missing = MISSING_MAILBOX[code]
  if (answer.status === 404 && missing) return new MailboxTrouble('gone', `${missing(mailbox)} (${code})`)
  return serviceTrouble(answer, 'Microsoft Graph') ?? new GraphRefusal(answer.status, code)
}

const noUser = (mailbox: string) =>
  `There is no mailbox ${mailbox} in this tenant. Check its address and the tenant ID.`
const MISSING_MAILBOX: Record<string, (mailbox: string) => string> = {
  ErrorInvalidUser: noUser,
  Request_ResourceNotFound: noUser,
  ResourceNotFound: noUser,
  MailboxNotEnabledForRESTAPI: (mailbox) =>
    `The mailbox ${mailbox} cannot be read over Microsoft Graph: it is not in Exchange Online, inactive, or has no licence.`,
}

/** Throttling and failures, which any of Microsoft's services may answer; null when it is something else. */
export function serviceTrouble(answer: OutboundAnswer, service: string): MailboxTrouble | null {
  if (answer.status === 429) {
    const seconds = answer.retryAfterMs === null ? null : Math.ceil(answer.retryAfterMs / 1_000)
    return new MailboxTrouble(
      'throttled',
      `${service} asks to wait${seconds === null ? '' : ` ${seconds} seconds`}. There is nothing to do: the import goes on by itself.`,
      seconds === null ? {} : { retryAfterSeconds: seconds },
    )
  }
  if (answer.status >= 500) {
    return new MailboxTrouble(
      'server',
      `${service} fails at the moment (status ${answer.status}). The import tries again by itself; if it lasts, look at Microsoft’s service health.`,
    )
  }
  return null
}

const TROUBLE_OF: Record<OutboundTrouble['kind'], TroubleKind> = {
  'forbidden-address': 'network',
  unreachable: 'network',
  timeout: 'network',
  'too-large': 'server',
  unreadable: 'server',
}

/** An error of the way there as one of the mailbox; others stay as they are. */
export function asMailboxTrouble(error: unknown): unknown {
  if (!(error instanceof OutboundTrouble)) return error
  return new MailboxTrouble(TROUBLE_OF[error.kind], error.message, { cause: error })
}

const refusal = z.object({ error: z.object({ code: z.string() }) })

/** Graph's word for what is wrong; never its sentence, which changes and may quote what was sent. */
function codeOf(answer: OutboundAnswer): string {
  try {
    return (
      jsonOf(answer, refusal)
        .error.code.replace(/[^\w.-]/g, '')
        .slice(0, 80) || 'no reason'
    )
  } catch {
    return 'no reason'
  }
}
