import { z } from 'zod'
import { jsonOf, type OutboundAnswer } from '../../platform/outbound.ts'
import type { GraphWorld } from './graph-mailbox.ts'
import { asMailboxTrouble } from './graph-trouble.ts'
import { signInTrouble } from './sign-in-trouble.ts'

export type SignIn = {
  /** A token that is good for some minutes more; who asks at the same time shares one. */
  token(): Promise<string>
  /** A token after this one was refused; renews it once however many callers saw it refused. */
  tokenAfter(refused: string): Promise<string>
}

/** A token is renewed so long before it ends, or at half of a shorter life. */
const EARLY_MS = 5 * 60_000

const reply = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

/** Signs in as the application itself (client credentials) and keeps the token in memory. */
export function createSignIn(world: GraphWorld): SignIn {
  let current: { token: string; renewAt: number } | null = null
  let asking: Promise<string> | null = null

  const fresh = () => {
    asking ??= askForToken().finally(() => {
      asking = null
    })
    return asking
  }

  async function askForToken(): Promise<string> {
    const { access_token, expires_in } = await world.outbound
      .send(tokenRequest(world), readToken)
      .catch((error: unknown) => Promise.reject(asMailboxTrouble(error)))
    const life = expires_in * 1_000
    const renewAt = Date.parse(world.clock()) + life - Math.min(EARLY_MS, life / 2)
    current = { token: access_token, renewAt }
    return access_token
  }

  return {
    async token() {
      return current && Date.parse(world.clock()) < current.renewAt ? current.token : fresh()
    },
    async tokenAfter(refused) {
      return current && current.token !== refused ? current.token : fresh()
    },
  }
}

function tokenRequest({ settings, secrets, closing }: GraphWorld) {
  const form = new URLSearchParams({
    client_id: settings.clientId,
    client_secret: secrets.clientSecret,
    grant_type: 'client_credentials',
    scope: `${settings.apiUrl}/.default`,
  })
  return {
    url: `${settings.loginUrl}/${encodeURIComponent(settings.tenantId)}/oauth2/v2.0/token`,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
    repeatable: true,
    maxBytes: 100_000,
    secrets: [secrets.clientSecret],
    signal: closing,
  } as const
}

function readToken(answer: OutboundAnswer) {
  if (answer.status !== 200) throw signInTrouble(answer)
  return jsonOf(answer, reply)
}
