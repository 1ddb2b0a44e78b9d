import { isDeepStrictEqual } from 'node:util'
import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import type { Connection as Db } from '../../platform/db.ts'
import { publish } from '../../platform/live.ts'
import { notFound, Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { closeAllIncidents } from '../incidents/index.ts'
import {
  type Connection,
  isMailbox,
  requireSecret,
  type Secrets,
  secretPlace,
  secretsFor,
} from './connection.ts'
import { askForImport } from './request-import.ts'
import { checkSettings } from './settings.ts'
import {
  insertSource,
  isNameTaken,
  markRemoved,
  readSource,
  type SourceRow,
  type SourceValues,
  saveSecret,
  updateSource,
  usedSources,
} from './sources.queries.ts'

type SourcesWorld = Pick<World, 'db' | 'clock' | 'vault' | 'queue' | 'openMailbox'>

export type SourceInput = {
  name: string
  connection: Connection
  enabled: boolean
  autoImport: boolean
  intervalMinutes: number
  batchSize: number
  trustedAuthenticationServer: string | null
}

/** Adds a mailbox or the SMTP listener; with automatic import on, the first import begins at once. Returns its id. */
export async function createSource(world: SourcesWorld, actor: Actor, input: SourceInput): Promise<number> {
  const secrets = secretsFor(world, input.connection, null)
  requireSecret(input.connection.kind, secrets)
  await checkSettings(world, input.connection, secrets)
  const id = await world.db.transaction().execute(async (tx) => {
    await refuseTakenName(tx, input.name, null)
    const made = await insertSource(tx, input.connection.kind, valuesOf(input), world.clock())
    if (isTyped(input.connection)) await seal(tx, world, made, secrets)
    await tell(tx, world, actor, 'source added', `Added the source "${input.name}"`, auditOf(made, input))
    return made
  })
  if (input.enabled && input.autoImport && isMailbox(input.connection.kind)) await askForImport(world, id)
  return id
}

/** Changes a source; an empty secret keeps the stored one. Switching automatic import on, or mending the connection, begins an import at once. */
export async function changeSource(
  world: SourcesWorld,
  actor: Actor,
  id: number,
  changes: { [K in keyof SourceInput]?: SourceInput[K] | undefined },
): Promise<void> {
  const before = await changeable(world.db, id)
  const after = { ...inputOf(before), ...withoutUndefined(changes) }
  if (after.connection.kind !== before.kind)
    throw new Refusal('kind_is_fixed', 'A source stays of its kind; add another source instead.', {
      status: 422,
    })
  const secrets = secretsFor(world, after.connection, before)
  requireSecret(after.connection.kind, secrets)
  if (changes.connection) await checkSettings(world, after.connection, secrets)
  await world.db.transaction().execute(async (tx) => {
    await refuseTakenName(tx, after.name, id)
    const movedElsewhere = !isDeepStrictEqual(before.settings, after.connection.settings)
    await updateSource(tx, id, valuesOf(after), movedElsewhere)
    if (isTyped(after.connection)) await seal(tx, world, id, secrets)
    await tell(tx, world, actor, 'source changed', `Changed the source "${after.name}"`, auditOf(id, after))
  })
  if (!after.enabled) await closeAllIncidents(world, id)
  const isOn = after.enabled && after.autoImport && isMailbox(before.kind)
  const wasOn = before.enabled && before.auto_import
  if (isOn && (!wasOn || changes.connection)) await askForImport(world, id)
}

/** Takes a source away that nothing came from; any other can be disabled. */
export async function removeSource(
  world: Pick<World, 'db' | 'clock'>,
  actor: Actor,
  id: number,
): Promise<void> {
  await world.db.transaction().execute(async (tx) => {
    const source = await changeable(tx, id, true)
    if ((await usedSources(tx, [id])).has(id))
      throw new Refusal(
        'source_in_use',
        `Messages came from "${source.name}", and they stay bound to it. Disable it instead.`,
      )
    await markRemoved(tx, id, world.clock())
    await tell(tx, world, actor, 'source removed', `Removed the source "${source.name}"`, { sourceId: id })
  })
  await closeAllIncidents(world, id)
}

async function changeable(db: Db, id: number, lock = false): Promise<SourceRow> {
  const source = await readSource(db, id, lock)
  if (!source) throw notFound('source')
  if (isMailbox(source.kind) || source.kind === 'smtp') return source
  throw new Refusal('built_in', `"${source.name}" is built in; there is nothing to change about it.`, {
    status: 422,
  })
}

async function refuseTakenName(db: Db, name: string, exceptId: number | null): Promise<void> {
  if (await isNameTaken(db, name, exceptId))
    throw new Refusal('name_taken', `Another source is already called "${name}".`)
}

function isTyped({ secret, certificateKey }: Connection): boolean {
  return Boolean(secret || certificateKey)
}

async function seal(tx: Db, { vault }: Pick<World, 'vault'>, id: number, secrets: Secrets): Promise<void> {
  await saveSecret(tx, id, await vault.seal(tx, secretPlace(id), JSON.stringify(secrets)))
}

async function tell(
  tx: Db,
  { clock }: Pick<World, 'clock'>,
  actor: Actor,
  event: string,
  message: string,
  details: Record<string, unknown>,
): Promise<void> {
  await recordAudit(tx, clock(), actor, event, message, details)
  await publish(tx, 'sources')
}

/** What the audit log keeps: everything but the secret, of which only that it was typed. */
function auditOf(id: number, { connection, ...rest }: SourceInput) {
  const { kind, settings } = connection
  return { sourceId: id, kind, settings, secretTyped: isTyped(connection), ...rest }
}

function valuesOf(input: SourceInput): SourceValues {
  return {
    name: input.name,
    enabled: input.enabled,
    settings: input.connection.settings,
    auto_import: input.autoImport,
    interval_minutes: input.intervalMinutes,
    batch_size: input.batchSize,
    trusted_authentication_server: input.trustedAuthenticationServer,
  }
}

function inputOf(source: SourceRow): SourceInput {
  return {
    name: source.name,
    connection: { kind: kindOf(source), settings: Object(source.settings) },
    enabled: source.enabled,
    autoImport: source.auto_import,
    intervalMinutes: source.interval_minutes,
    batchSize: source.batch_size,
    trustedAuthenticationServer: source.trusted_authentication_server,
  }
}

function kindOf(source: SourceRow): Connection['kind'] {
  return isMailbox(source.kind) ? source.kind : 'smtp'
}

function withoutUndefined<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
