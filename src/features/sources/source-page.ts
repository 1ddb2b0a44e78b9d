import type { z } from 'zod'
import type { importSchema, sourceSchema } from '../../../contract/sources.ts'
import type { World } from '../../app/world.ts'
import { cutPage, decodeCursor } from '../../platform/keyset.ts'
import { notFound } from '../../platform/refusal.ts'
import { type ImportRow, importOnTheWire } from '../ingest/index.ts'
import { type Secrets, storedSecrets } from './connection.ts'
import { countImports, importRows, newestImports } from './import-history.queries.ts'
import { readSources, type SourceRow, usedSources } from './sources.queries.ts'
import { UP_GAP_SECONDS } from './up.ts'

type SourceOnTheWire = z.infer<typeof sourceSchema>

/** All ways in as the settings page shows them. */
export async function sourcesPage(world: Pick<World, 'db' | 'clock' | 'vault'>): Promise<SourceOnTheWire[]> {
  const { db } = world
  const sources = (await readSources(db)).filter(isShown)
  const [imports, used] = [
    await newestImports(db),
    await usedSources(
      db,
      sources.map(({ id }) => id),
    ),
  ]
  return sources.map((source) => onTheWire(world, source, imports.get(source.id), used.has(source.id)))
}

/** One way in. */
export async function sourceDetail(
  world: Pick<World, 'db' | 'clock' | 'vault'>,
  id: number,
): Promise<SourceOnTheWire> {
  const source = (await sourcesPage(world)).find((each) => each.id === id)
  if (!source) throw notFound('source')
  return source
}

/** A page of the imports of one source or of all, newest first. */
export async function importsPage(
  { db }: Pick<World, 'db'>,
  query: { sourceId?: number | undefined; after?: string | undefined; limit: number },
): Promise<{ rows: z.infer<typeof importSchema>[]; next: string | null; total: number }> {
  const cursor = decodeCursor(query.after, 2)
  const sourceId = query.sourceId ?? null
  const after = cursor && { startedAt: String(cursor[0]), id: Number(cursor[1]) }
  const found = await importRows(db, { sourceId, after, limit: query.limit })
  const { rows, next } = cutPage(found, query.limit, (row) => [row.started_at, row.id])
  return { rows: rows.map(importOnTheWire), next, total: await countImports(db, sourceId) }
}

/** Cove and Autotask have pages of their own. */
function isShown({ kind }: SourceRow): boolean {
  return kind !== 'cove' && kind !== 'autotask'
}

function onTheWire(
  world: Pick<World, 'clock' | 'vault'>,
  source: SourceRow,
  newest: ImportRow | undefined,
  isUsed: boolean,
): SourceOnTheWire {
  const newestImport = newest ? importOnTheWire(newest) : null
  const isRunning = newestImport?.state === 'running'
  return {
    id: source.id,
    name: source.name,
    connection: connectionOf(world, source),
    enabled: source.enabled,
    autoImport: source.auto_import,
    intervalMinutes: source.interval_minutes,
    batchSize: source.batch_size,
    trustedAuthenticationServer: source.trusted_authentication_server,
    lastCompleteImportAt: source.last_complete_import_at,
    lastDeliveryAt: source.last_delivery_at,
    upSince: isUp(source, world.clock()) ? source.up_since : null,
    runningImport: isRunning ? newestImport : null,
    lastImport: isRunning ? null : newestImport,
    canDelete: (source.kind === 'graph' || source.kind === 'imap' || source.kind === 'smtp') && !isUsed,
    createdAt: source.created_at,
  }
}

/** What is stored passed the schema of its kind when it came. */
function connectionOf(world: Pick<World, 'vault'>, source: SourceRow): SourceOnTheWire['connection'] {
  const { kind, settings } = source
  const { secret, certificateKey } = readable(world, source)
  const held = { hasSecret: Boolean(secret), hasCertificateKey: Boolean(certificateKey) }
  if (kind === 'graph' || kind === 'imap' || kind === 'smtp')
    return { kind, settings, ...held } as SourceOnTheWire['connection']
  return { kind: kind === 'command' || kind === 'http' ? kind : 'upload' }
}

/** What cannot be opened any more is as good as gone: it must be typed in again. */
function readable(world: Pick<World, 'vault'>, source: SourceRow): Secrets {
  try {
    return storedSecrets(world, source)
  } catch {
    return {}
  }
}

function isUp({ up_seen_at }: SourceRow, now: string): boolean {
  return up_seen_at !== null && Date.parse(up_seen_at) >= Date.parse(now) - UP_GAP_SECONDS * 1000
}
