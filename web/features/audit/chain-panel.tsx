import { Code, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { z } from 'zod'
import type { chainStateSchema } from '../../../contract/audit.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { Copy } from '../../ui/copy.tsx'
import { Facts } from '../../ui/facts.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import classes from './chain-panel.module.css'

type ChainState = z.infer<typeof chainStateSchema>

/** How far the two chains reach, to be written down somewhere else. */
export function ChainPanel() {
  const state = useQuery(api.audit.state.queryOptions({ refetchInterval: 30_000 }))
  return (
    <Panel title="Chain">
      <Text size="sm" c="dimmed" mb="sm" maw={640}>
        Every row carries the hash of the row before it. <Code>backupchecks audit verify</Code> on the server
        computes all of them anew and names the first row that is not what it was. Keep the hashes below
        somewhere else, and even the owner of the database cannot write a whole chain anew unseen:{' '}
        <InlineLink>
          <Link to="/documentation/$section/$slug" params={{ section: 'evidence', slug: 'review-evidence' }}>
            how
          </Link>
        </InlineLink>
        .
      </Text>
      {state.isError && <ProblemPanel error={state.error} onRetry={() => void state.refetch()} />}
      {state.isPending && <Skeleton height={72} />}
      {state.data && (
        <Facts
          items={[
            ['Review events', <Chain key="events" what="review events" {...state.data.reviewEvents} />],
            ['Audit log', <Chain key="log" what="audit log" {...state.data.auditLog} />],
          ]}
        />
      )}
    </Panel>
  )
}

function Chain({ what, linked, waiting, head }: ChainState & { what: string }) {
  if (linked === 0 && waiting === 0) return 'Nothing yet'
  return (
    <span className={classes.chain}>
      {countOf(linked, 'row')} linked
      {waiting > 0 && `, ${waiting < 10_000 ? waiting : '10,000 or more'} waiting for their link`}
      {head && (
        <span className={classes.head}>
          <code title={head}>{head}</code>
          <Copy value={`${linked} ${head}`} what={`the head of the ${what}`} />
        </span>
      )}
    </span>
  )
}
