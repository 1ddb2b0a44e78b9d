import { z } from 'zod'
import type { World } from '../../app/world.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Connection, Secrets } from './connection.ts'
import { checkListener } from './listener.ts'

/** Refuses settings that this kind of source could not be reached by, with what is wrong where; connects to nothing. */
export async function checkSettings(
  world: Pick<World, 'openMailbox'>,
  connection: Connection,
  secrets: Secrets,
): Promise<void> {
  try {
    if (connection.kind === 'smtp') checkListener(connection.settings, secrets)
    else await world.openMailbox(connection.kind, connection.settings, secrets.secret ?? null).close()
  } catch (error) {
    throw badSettings(error)
  }
}

/** A schema's complaints as one refusal; any other error stays what it is. */
export function badSettings(error: unknown): unknown {
  if (!(error instanceof z.ZodError)) return error
  const problems = error.issues.map((issue) =>
    [issue.path.join('.'), issue.message].filter(Boolean).join(': '),
  )
  const fields = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return new Refusal('bad_settings', problems.join('; '), { status: 422, data: { fields } })
}
