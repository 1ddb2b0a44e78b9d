import type { z } from 'zod'
import type { tokenSchema } from '../../../contract/tokens.ts'

export type Token = z.infer<typeof tokenSchema>
export type TokenState = 'in use' | 'expired' | 'revoked'

/** Whether a token still opens anything. */
export function stateOf({ revokedAt, expiresAt }: Token, now: number): TokenState {
  if (revokedAt !== null) return 'revoked'
  return expiresAt !== null && Date.parse(expiresAt) <= now ? 'expired' : 'in use'
}
