import type { World } from '../../app/world.ts'
import { readUnjudged } from './unjudged.queries.ts'

/** The sources that are imported by hand only, or not at all, and whose jobs have runs due that nobody can call missed. */
export async function unjudgedSources({ db, clock }: Pick<World, 'db' | 'clock'>) {
  const rows = await readUnjudged(db, clock())
  return rows.map(({ id, name, kind, enabled, until, jobs }) => ({
    source: { id, name, kind },
    because: enabled ? ('by hand' as const) : ('disabled' as const),
    jobs,
    since: until,
  }))
}
