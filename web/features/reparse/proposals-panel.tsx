import { Button, Group, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { InlineLink } from '../../ui/inline-link.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { Panel } from '../../ui/panel.tsx'
import classes from './proposals-panel.module.css'
import type { Proposal } from './reparse-search.ts'

const SHOWN = 50

/** Reports whose identity changed when they were read again: their runs stayed, and a person says where the next ones belong. */
export function ProposalsPanel() {
  const list = useQuery(api.reparse.proposals.queryOptions({ input: { limit: SHOWN } }))
  if (!list.data || list.data.total === 0) return null
  return (
    <Panel title={`Changed identities (${list.data.total})`}>
      <Text size="sm" c="dimmed">
        These reports are now read under another identity than their job is known by. Their runs stay where
        they are; accept, and the next reports find the job too.
      </Text>
      <ul className={classes.list}>
        {list.data.rows.map((proposal) => (
          <ProposalLine key={proposal.id} proposal={proposal} />
        ))}
      </ul>
    </Panel>
  )
}

function ProposalLine({ proposal }: { proposal: Proposal }) {
  const { id, job, owner, messages } = proposal
  const accept = useMutation(
    api.reparse.acceptProposal.mutationOptions({
      onSuccess: ({ sweptMessages }) =>
        notifyDone(
          `${job.name} has one more alias`,
          sweptMessages > 0 ? `${countOf(sweptMessages, 'message')} left the Inbox for it.` : '',
        ),
    }),
  )
  const decline = useMutation(
    api.reparse.declineProposal.mutationOptions({
      onSuccess: () => notifyDone('Left as it is', 'The same identity is not proposed again.'),
    }),
  )
  return (
    <li className={classes.proposal}>
      <div className={classes.words}>
        <div>
          {countOf(messages, 'report')} of{' '}
          <InlineLink>
            <Link to="/jobs/$jobId" params={{ jobId: String(job.id) }}>
              {job.name}
            </Link>
          </InlineLink>{' '}
          ({job.customer.name}) would now be <b>{identityInWords(proposal)}</b>
        </div>
        <Text size="sm" c="dimmed">
          from {proposal.fromAddress}
          {owner && `; that identity belongs to ${owner.name} of ${owner.customer.name} already`}
        </Text>
      </div>
      <Group gap="xs">
        {!owner && (
          <Button size="compact-md" fz="sm" loading={accept.isPending} onClick={() => accept.mutate({ id })}>
            Accept as alias
          </Button>
        )}
        <Button
          size="compact-md"
          fz="sm"
          variant="default"
          loading={decline.isPending}
          onClick={() => decline.mutate({ id })}
        >
          Decline
        </Button>
      </Group>
    </li>
  )
}

function identityInWords({ software, type, jobName, host, subjectPrefix, plusTag }: Proposal): string {
  return [software, type, jobName, host, subjectPrefix && `[${subjectPrefix}]`, plusTag && `+${plusTag}`]
    .filter(Boolean)
    .join(' · ')
}
