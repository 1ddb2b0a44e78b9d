import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { contract } from '../../../contract/contract.ts'
import { clockTime } from '../../lib/instants.ts'
import { useMay, useSession } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { TimeAgo } from '../../ui/instant.tsx'
import classes from '../../ui/notices.module.css'
import { type Incident, useIncidents } from './use-incidents.ts'

/** On top of the day's work: which way in is broken, why, and what ends it; nothing when all work. */
export function IncidentStrip() {
  const { open, over, dismiss } = useIncidents()
  const { timeZone } = useSession()
  return (
    <section aria-label="Ways in that are broken" className={classes.root}>
      {open.map((incident) => (
        <OpenIncident key={incident.id} incident={incident} />
      ))}
      {over.map(({ id, source, overAt }) => (
        <Callout key={id} tone="good" title={`“${source.name}” works again`}>
          <div className={classes.words}>
            <span>
              Since {clockTime(overAt, timeZone)}. Reports that waited there are taken in; what is still
              missing shows as missed.
            </span>
            <Button variant="subtle" color="gray" size="compact-sm" onClick={() => dismiss(id)}>
              Dismiss
            </Button>
          </div>
        </Callout>
      ))}
    </section>
  )
}

function OpenIncident({ incident: { source, cause, message, since, recovery } }: { incident: Incident }) {
  const mayMend = useMay(contract.sources.update)
  const what = cause === 'unreachable' ? UNREACHABLE[source.kind] : undefined
  return (
    <Callout
      tone="danger"
      title={
        <>
          “{source.name}” {what ?? 'has gone silent'}{' '}
          <span className={classes.quiet}>
            <TimeAgo at={since} />
          </span>
        </>
      }
    >
      <div>{message}</div>
      <div className={classes.words}>
        <span className={classes.quiet}>
          {recovery} Until then, for twelve hours at most, its jobs are not counted as missed.{' '}
          {!mayMend && 'An admin can mend this in the settings.'}
        </span>
        {mayMend && isConfigured(source.kind) && (
          <Link
            to="/settings/sources/$sourceId"
            params={{ sourceId: String(source.id) }}
            className={classes.link}
          >
            Settings of this source
          </Link>
        )}
      </div>
    </Callout>
  )
}

const UNREACHABLE: Record<string, string> = {
  graph: 'cannot be read',
  imap: 'cannot be read',
  smtp: 'is not listening',
}

function isConfigured(kind: string): boolean {
  return kind in UNREACHABLE
}
