import { z } from 'zod'

const claims = z.object({ roles: z.array(z.string()).default([]) })

/** The application permissions that a token names; null when it cannot be read, which is the service's good right. Good for a hint only. */
export function rolesIn(token: string): string[] | null {
  try {
    const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')
    return claims.parse(JSON.parse(text)).roles
  } catch {
    return null
  }
}
