import type { World } from '../../app/world.ts'
import { isUnreachable, silenceOf, silenceWindow } from '../../domain/incident.ts'
import { publish } from '../../platform/live.ts'
import {
  type Cause,
  closeIncidents,
  dueJobs,
  failuresSinceComplete,
  type IncidentRow,
  openIncident,
  openIncidentRows,
  touchDelivery,
  watchedSources,
} from './incidents.queries.ts'

type IncidentWorld = Pick<World, 'db' | 'clock'>

const HOUR_MS = 3_600_000
/** Reports that were due longer ago say nothing about a source that is silent now. */
const LOOK_BACK_MS = 4 * HOUR_MS
/** A listener that gave no sign of life for so long is down, which is another matter than silence. */
const UP_WITHIN_SECONDS = 60

/** The incidents that are open, with what ends them. */
export async function openIncidents({ db }: Pick<World, 'db'>) {
  return (await openIncidentRows(db)).map(onTheWire)
}

/** After a failed import: opens an incident when the trouble is one that needs a person, or lasts. */
export async function noteFailedImport(world: IncidentWorld, sourceId: number): Promise<void> {
  await noteFailures(world, sourceId, await failuresSinceComplete(world.db, sourceId))
}

/** Before an import: those before it may have ended with their process, again and again, and could not say so themselves. */
export async function noteInterruptedImports(world: IncidentWorld, sourceId: number): Promise<void> {
  const failures = await failuresSinceComplete(world.db, sourceId)
  if (failures.at(-1)?.trouble === 'interrupted') await noteFailures(world, sourceId, failures)
}

async function noteFailures(
  { db, clock }: IncidentWorld,
  sourceId: number,
  failures: Awaited<ReturnType<typeof failuresSinceComplete>>,
): Promise<void> {
  const last = failures.at(-1)
  if (!last || !isUnreachable(failures, clock())) return
  await openIncident(db, {
    sourceId,
    cause: 'unreachable',
    message: last.message,
    trouble: last.trouble,
    silentJobs: null,
    openedAt: failures[0]?.startedAt ?? clock(),
  })
  await publish(db, 'incidents')
}

/** A listener that cannot be started: somebody must see to it. */
export async function noteDown(
  { db, clock }: IncidentWorld,
  sourceId: number,
  message: string,
): Promise<void> {
  const incident = { sourceId, cause: 'unreachable', message, trouble: 'server', silentJobs: null } as const
  if (await openIncident(db, { ...incident, openedAt: clock() })) await publish(db, 'incidents')
}

/** After a complete import or with a listener that is up: whatever kept us out is over. */
export async function noteReachable(world: IncidentWorld, sourceId: number): Promise<void> {
  await close(world, sourceId, ['unreachable'])
}

/** After a new message: the source is not silent. */
export async function noteDelivery(world: IncidentWorld, sourceId: number): Promise<void> {
  await touchDelivery(world.db, sourceId, world.clock())
  await close(world, sourceId, ['silent'])
}

/** A source that is switched off or taken away has no incidents. */
export async function closeAllIncidents(world: IncidentWorld, sourceId: number): Promise<void> {
  await close(world, sourceId, ['unreachable', 'silent'])
}

/** Opens an incident for each source that should have delivered many reports and delivered nothing; safe to run at any time. */
export async function checkSilence({ db, clock }: IncidentWorld): Promise<void> {
  const now = clock()
  const from = new Date(Date.parse(now) - LOOK_BACK_MS).toISOString()
  const due = Map.groupBy(await dueJobs(db, { from, until: now }), (job) => job.sourceId)
  if (due.size === 0) return
  for (const source of await watchedSources(db, now, UP_WITHIN_SECONDS)) {
    const window = silenceWindow(source.judged_until)
    const silence = silenceOf(due.get(source.id) ?? [], window, source.last_delivery_at)
    if (!silence) continue
    const isNew = await openIncident(db, {
      sourceId: source.id,
      cause: 'silent',
      message: `${silence.silentJobs} jobs that report through "${source.name}" stayed silent, and nothing else came from there either. Check whether mail still reaches it.`,
      trouble: null,
      silentJobs: silence.silentJobs,
      openedAt: now,
    })
    if (isNew) await publish(db, 'incidents')
  }
}

async function close({ db, clock }: IncidentWorld, sourceId: number, causes: Cause[]): Promise<void> {
  if ((await closeIncidents(db, sourceId, causes, clock())) > 0) await publish(db, 'incidents')
}

function recoveryOf({ cause, source_kind }: IncidentRow): string {
  if (cause === 'silent') return 'Ends with the next report from this source.'
  return source_kind === 'smtp'
    ? 'Ends as soon as it listens again, which is tried all the time.'
    : 'Ends with the next complete import of this source.'
}

function onTheWire(row: IncidentRow) {
  return {
    id: row.id,
    source: { id: row.source_id, name: row.source_name, kind: row.source_kind },
    cause: row.cause,
    message: row.message,
    silentJobs: row.silent_jobs,
    since: row.opened_at,
    recovery: recoveryOf(row),
    closedAt: row.closed_at,
  }
}
