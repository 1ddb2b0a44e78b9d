import { z } from 'zod'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import { jsonOf, type OutboundAnswer } from '../../platform/outbound.ts'
import { serviceTrouble } from './graph-trouble.ts'

/** What to do about the numbers that Microsoft's sign-in service gives as its reason. */
const REMEDIES: Record<number, string> = {
  7000215:
    'The client secret is wrong. Paste the value of the secret, not its ID; the value is shown only right after the secret was made.',
  7000222:
    'The client secret has expired. Make a new one under "Certificates & secrets" of the application and enter its value here.',
  7000216: 'The application needs a client secret; enter one.',
  7000112: 'The application is disabled in this tenant. Enable it under "Enterprise applications".',
  700016:
    'The application is unknown in this tenant. Check the application (client) ID and the directory (tenant) ID.',
  90002: 'The tenant is unknown. Check the directory (tenant) ID.',
  900023: 'The tenant is unknown. Check the directory (tenant) ID.',
  53003:
    'A Conditional Access policy of the tenant blocks the application. Except it, or allow this server’s address.',
  500011: 'The sign-in service does not know this API address. Check the addresses of the cloud.',
  70011: 'The sign-in service does not know this API address. Check the addresses of the cloud.',
  1002012: 'The sign-in service does not know this API address. Check the addresses of the cloud.',
}

const refusal = z.object({
  error: z.string().catch(''),
  error_description: z.string().catch(''),
  error_codes: z.array(z.number()).catch([]),
})

/** Why no token was given, with what to do; quotes nothing of the answer but the number of the reason. */
export function signInTrouble(answer: OutboundAnswer): MailboxTrouble {
  const trouble = serviceTrouble(answer, 'Microsoft’s sign-in service')
  if (trouble) return trouble
  const code = reasonOf(answer)
  if (code === null) {
    return new MailboxTrouble(
      'sign-in',
      `The sign-in service refused with status ${answer.status} and without a reason that is known. Check its address and the tenant ID.`,
    )
  }
  const remedy = REMEDIES[code] ?? 'The sign-in was refused; look up this number to see why.'
  return new MailboxTrouble('sign-in', `${remedy} (AADSTS${code})`)
}

function reasonOf(answer: OutboundAnswer): number | null {
  try {
    const { error_codes, error_description } = jsonOf(answer, refusal)
    const written = /AADSTS(\d{4,8})/.exec(error_description)?.[1]
    return error_codes[0] ?? (written ? Number(written) : null)
  } catch {
    // A page of a proxy or of another server: it gives no reason.
    return null
  }
}
