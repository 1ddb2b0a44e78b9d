import { Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { MailFrame } from '../../ui/mail-frame.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { WideDialog } from '../../ui/wide-dialog.tsx'
import classes from './message-dialog.module.css'
import { MessageFiling } from './message-filing.tsx'

interface MessageDialogProps {
  id: number | undefined
  /** The messages of the list behind, in its order. */
  siblings: readonly number[]
  onOpen: (id: number | undefined) => void
  /** The message has left the Inbox: go on to the next. */
  onLeft: (id: number) => void
}

/** One message: on the left what was read and what to do with it, on the right the mail itself. */
export function MessageDialog({ id, siblings, onOpen, onLeft }: MessageDialogProps) {
  const message = useQuery({
    ...api.inbox.get.queryOptions({ input: { id: id ?? 0 } }),
    enabled: id !== undefined,
  })
  const place = id === undefined ? -1 : siblings.indexOf(id)
  const stepTo = (sibling: number | undefined) => (sibling === undefined ? undefined : () => onOpen(sibling))
  const { data } = message
  return (
    <WideDialog
      opened={id !== undefined}
      onClose={() => onOpen(undefined)}
      title={data ? data.subject || '(no subject)' : <Skeleton height={18} width={320} mt={3} />}
      lead={data && sender(data)}
      steps={{
        noun: 'message',
        onPrevious: stepTo(place > 0 ? siblings[place - 1] : undefined),
        onNext: stepTo(place >= 0 ? siblings[place + 1] : undefined),
      }}
    >
      {message.isError ? (
        <Stack w="100%" justify="center">
          <ProblemPanel error={message.error} onRetry={() => void message.refetch()} />
        </Stack>
      ) : (
        <>
          <div className={classes.filing}>
            {data ? <MessageFiling key={data.id} message={data} onLeft={onLeft} /> : <Waiting />}
          </div>
          <div className={classes.mail}>
            {data && <MailFrame messageId={data.id} subject={data.subject} />}
          </div>
        </>
      )}
    </WideDialog>
  )
}

function sender({ fromName, fromAddress }: { fromName: string; fromAddress: string }): string {
  return fromName ? `${fromName} <${fromAddress}>` : fromAddress
}

function Waiting() {
  return (
    <Stack p="lg">
      <Skeleton height={90} />
      <Skeleton height={220} />
    </Stack>
  )
}
