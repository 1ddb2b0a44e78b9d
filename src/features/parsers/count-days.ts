import type { World } from '../../app/world.ts'
import { localDay } from '../../domain/local-time.ts'
import { readSettings } from '../settings/index.ts'
import { countDay, forgetUnreadSenders, nothingCounted } from './parser-days.queries.ts'

type CountingWorld = Pick<World, 'db' | 'clock'>

/** Today may still grow, and yesterday's mail may have been read or ignored meanwhile. */
const FRESH_DAYS = 2
/** What is counted from scratch: more than the drift alarm looks back. */
const ALL_DAYS = 60

/** Counts what each parser read today and yesterday; the last 60 days when nothing was ever counted. */
export async function countParserDays(world: CountingWorld): Promise<void> {
  await countDays(world, (await nothingCounted(world.db)) ? ALL_DAYS : FRESH_DAYS)
}

/** Counts the last 60 days anew: old mail is imported, re-parsed and ignored, and the time zone of a day can change. */
export async function recountParserDays(world: CountingWorld): Promise<void> {
  const first = await countDays(world, ALL_DAYS)
  await forgetUnreadSenders(world.db, first)
}

/** Counts today and the days before it, and returns the first of them. */
async function countDays({ db, clock }: CountingWorld, count: number): Promise<string> {
  const timeZone = (await readSettings({ db })).ui_timezone
  const at = clock()
  const today = Temporal.PlainDate.from(localDay(at, timeZone))
  // One short statement a day, oldest first: a long one over all days would hold its snapshot all the while.
  for (let daysAgo = count - 1; daysAgo >= 0; daysAgo--)
    await countDay(db, { day: today.subtract({ days: daysAgo }).toString(), timeZone, at })
  return today.subtract({ days: count - 1 }).toString()
}
