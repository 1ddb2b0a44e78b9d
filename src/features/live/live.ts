import type { Role } from '../../../contract/base.ts'
import { LIVE_TOPICS, type LiveEvent, type LiveTopic, liveEventSchema } from '../../../contract/live.ts'
import type { World } from '../../app/world.ts'

/** A stream is opened anew after so long: a session that was ended meanwhile hears no more. */
const LONGEST_MS = 5 * 60_000

/** What changes, as far as this role may see it. */
export async function* liveEvents(
  { live }: Pick<World, 'live'>,
  role: Role,
  signal: AbortSignal,
): AsyncGenerator<LiveEvent> {
  const ending = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)])
  for await (const { topic, data } of live.subscribe(topicsFor(role), ending)) {
    const event = liveEventSchema.safeParse(topic === 'import' ? { topic, import: data } : { topic })
    yield event.success ? event.data : { topic: 'resync' }
  }
}

function topicsFor(role: Role): LiveTopic[] {
  return (Object.keys(LIVE_TOPICS) as LiveTopic[]).filter((topic) => LIVE_TOPICS[topic].includes(role))
}
