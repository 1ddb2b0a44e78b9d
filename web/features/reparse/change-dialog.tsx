import { Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { Callout } from '../../ui/callout.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { MailFrame } from '../../ui/mail-frame.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { WideDialog } from '../../ui/wide-dialog.tsx'
import classes from './change-dialog.module.css'
import { ReadingDiff } from './reading-diff.tsx'
import type { Change } from './reparse-search.ts'

interface ChangeDialogProps {
  previewId: number
  messageId: number | undefined
  /** The messages of the list behind, in its order. */
  siblings: readonly number[]
  onOpen: (messageId: number | undefined) => void
}

/** One message: on the left how it was read and how it would be read, on the right the mail itself. */
export function ChangeDialog({ previewId, messageId, siblings, onOpen }: ChangeDialogProps) {
  const change = useQuery({
    ...api.reparse.change.queryOptions({ input: { id: previewId, messageId: messageId ?? 0 } }),
    enabled: messageId !== undefined,
  })
  const place = messageId === undefined ? -1 : siblings.indexOf(messageId)
  const stepTo = (sibling: number | undefined) => (sibling === undefined ? undefined : () => onOpen(sibling))
  const { data } = change
  return (
    <WideDialog
      opened={messageId !== undefined}
      onClose={() => onOpen(undefined)}
      title={data ? data.subject || '(no subject)' : <Skeleton height={18} width={320} mt={3} />}
      lead={data?.fromAddress}
      steps={{
        noun: 'change',
        onPrevious: stepTo(place > 0 ? siblings[place - 1] : undefined),
        onNext: stepTo(place >= 0 ? siblings[place + 1] : undefined),
      }}
    >
      {change.isError ? (
        <Stack w="100%" justify="center">
          <ProblemPanel error={change.error} onRetry={() => void change.refetch()} />
        </Stack>
      ) : (
        <>
          <div className={classes.diff}>
            {data ? (
              <>
                <Notes change={data} />
                <ReadingDiff change={data} />
                <Runs change={data} />
              </>
            ) : (
              <Skeleton height={240} />
            )}
          </div>
          <div className={classes.mail}>
            {data && <MailFrame messageId={data.messageId} subject={data.subject} />}
          </div>
        </>
      )}
    </WideDialog>
  )
}

function Notes({ change: { kind, conflict, parsedFrom, after } }: { change: Change }) {
  return (
    <>
      {conflict && (
        <Callout
          tone={conflict.draftWins ? 'warning' : 'info'}
          title={`${conflict.parserId} takes this message too`}
        >
          {conflict.draftWins
            ? 'The draft comes before it and would win.'
            : 'It comes before the draft and would win; the draft would never see this message.'}
        </Callout>
      )}
      {(kind === 'no longer read' || kind === 'failed to read') && (
        <Callout
          tone="warning"
          title={kind === 'no longer read' ? 'No parser would take it' : 'Reading would fail'}
        >
          {after.error ? `${after.error} ` : ''}What was filed of it stays: its runs keep what they say.
        </Callout>
      )}
      {parsedFrom === 'stored text' && (
        <Text size="sm" c="dimmed">
          Read from the stored text: the mail as it came is no longer kept.
        </Text>
      )}
    </>
  )
}

function Runs({ change: { filed } }: { change: Change }) {
  if (filed.length === 0) return null
  return (
    <div>
      {filed.map(({ runId, job, reviewed }) => (
        <Text key={runId} size="sm" c="dimmed">
          Run of{' '}
          <InlineLink>
            <Link to="/jobs/$jobId" params={{ jobId: String(job.id) }} search={{ run: runId }}>
              {job.name}
            </Link>
          </InlineLink>{' '}
          ({job.customer.name}){reviewed ? ', reviewed: the review stays' : ''}
        </Text>
      ))}
    </div>
  )
}
