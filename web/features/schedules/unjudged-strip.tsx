import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import { contract } from '../../../contract/contract.ts'
import type { unjudgedSourceSchema } from '../../../contract/schedule-facts.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { usePolling } from '../../lib/live.tsx'
import { useMay } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Instant } from '../../ui/instant.tsx'
import classes from '../../ui/notices.module.css'

type Unjudged = z.infer<typeof unjudgedSourceSchema>

/** On top of the day's work: an empty queue says nothing about jobs whose source nobody imports; nothing when there are none. */
export function UnjudgedStrip() {
  const { data = [] } = useQuery(api.schedules.unjudged.queryOptions({ refetchInterval: usePolling(60_000) }))
  return (
    <section aria-label="Jobs that nobody watches" className={classes.root}>
      {data.map((unjudged) => (
        <OfSource key={unjudged.source.id} {...unjudged} />
      ))}
    </section>
  )
}

function OfSource({ source, because, jobs, since }: Unjudged) {
  const mayMend = useMay(contract.sources.update)
  return (
    <Callout
      tone="warning"
      title={`“${source.name}” ${because === 'disabled' ? 'is disabled' : 'is imported by hand only'}`}
    >
      <div className={classes.words}>
        <span>
          {countOf(jobs, 'job')} of it {jobs === 1 ? 'has' : 'have'} runs due, and nobody would notice that
          one did not come:{' '}
          {since ? (
            <>
              nothing has been judged since <Instant at={since} />.
            </>
          ) : (
            'nothing was ever judged.'
          )}{' '}
          {!mayMend && (because === 'disabled' ? 'An admin can enable it.' : 'An admin can import it.')}
        </span>
        {mayMend && (
          <Link
            to="/settings/sources/$sourceId"
            params={{ sourceId: String(source.id) }}
            className={classes.link}
          >
            {because === 'disabled' ? 'Enable this source' : 'Import this source'}
          </Link>
        )}
      </div>
    </Callout>
  )
}
