import { ago, fullInstant, shortInstant } from '../lib/instants.ts'
import { useSession } from '../lib/session.tsx'
import { useNow } from '../lib/use-now.ts'

/** A moment in the session's time zone (or another), short; the full date and zone on hover. */
export function Instant({ at, zone }: { at: string; zone?: string }) {
  const session = useSession()
  const timeZone = zone ?? session.timeZone
  const now = useNow()
  return (
    <time dateTime={at} title={fullInstant(at, timeZone)}>
      {shortInstant(at, timeZone, now)}
    </time>
  )
}

/** How long ago a moment was; the full date and zone on hover. */
export function TimeAgo({ at }: { at: string }) {
  const { timeZone } = useSession()
  const now = useNow()
  return (
    <time dateTime={at} title={fullInstant(at, timeZone)}>
      {ago(at, now)}
    </time>
  )
}
