import { Button, Group, Text } from '@mantine/core'
import { IconDownload, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { contract } from '../../../contract/contract.ts'
import { mailRawUrl } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { useMay } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { blankDraft, type Draft, decisionOf, needsRelayConsent } from './decisions.ts'
import type { Message, Result } from './inbox-search.ts'
import { MessageFacts } from './message-facts.tsx'
import classes from './message-filing.module.css'
import { MessageNotes } from './message-notes.tsx'
import { ResultCard } from './result-card.tsx'
import { useApproval } from './use-approval.ts'
import { useInboxActions } from './use-inbox-actions.ts'

interface MessageFilingProps {
  message: Message
  onLeft: (id: number) => void
}

/** What was read in a message, result by result, and the buttons that decide about it. */
export function MessageFiling({ message, onLeft }: MessageFilingProps) {
  const { id, results } = message
  const [drafts, setDrafts] = useState<Record<string, Draft>>({})
  const [relaySaidByServer, setRelaySaidByServer] = useState(false)
  const approval = useApproval((leftInbox) => (leftInbox ? onLeft(id) : setDrafts({})))
  const { remove, reparse } = useInboxActions()
  const mayAct = useMay(contract.inbox.approve)

  const open = results
    .filter(({ state }) => state === 'open')
    .map((result) => ({ ...result, indistinctRelay: result.indistinctRelay || relaySaidByServer }))
  const draftOf = (result: Result) => drafts[result.key] ?? blankDraft(result)
  const decided = open.filter((result) => decisionOf(result, draftOf(result)))
  const blocked = decided.some((result) => needsRelayConsent(result, draftOf(result)))

  const send = (chosen: Record<string, Draft>) => {
    const picked = open.flatMap((result) => {
      const draft = chosen[result.key]
      const decision = draft && decisionOf(result, draft)
      return decision ? [{ decision, accepted: draft.relayAccepted }] : []
    })
    approval.mutate(
      {
        id,
        decisions: picked.map(({ decision }) => decision),
        acceptIndistinctRelay: picked.some(({ accepted }) => accepted),
      },
      { onError: (error) => setRelaySaidByServer(problemOf(error).code === 'indistinct_relay') },
    )
  }
  const takeProbable = (result: Result) => {
    if (!result.probableJob) return
    send({ [result.key]: { ...draftOf(result), kind: 'existing job', job: result.probableJob } })
  }

  return (
    <>
      <div className={classes.scroll}>
        <MessageFacts message={message} />
        <MessageNotes message={message} />
        {results.map((result) => (
          <ResultCard
            key={result.key}
            alone={results.length === 1}
            result={open.find(({ key }) => key === result.key) ?? result}
            draft={draftOf(result)}
            editable={mayAct && result.state === 'open'}
            onChange={(patch) => setDrafts({ ...drafts, [result.key]: { ...draftOf(result), ...patch } })}
            onTakeProbable={() => takeProbable(result)}
          />
        ))}
      </div>
      <footer className={classes.footer}>
        {approval.isError && <Callout tone="danger">{problemOf(approval.error).detail}</Callout>}
        <Group gap="xs">
          {mayAct && open.length > 0 && (
            <Button
              disabled={decided.length === 0 || blocked}
              loading={approval.isPending}
              onClick={() => send(Object.fromEntries(open.map((result) => [result.key, draftOf(result)])))}
            >
              {open.length > 1 ? `Approve ${decided.length} of ${open.length}` : 'Approve'}
            </Button>
          )}
          {mayAct && (
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} />}
              loading={reparse.isPending}
              onClick={() => reparse.mutate({ ids: [id] })}
            >
              Re-parse
            </Button>
          )}
          <Button
            component="a"
            href={mailRawUrl(id)}
            download
            variant="default"
            leftSection={<IconDownload size={16} />}
          >
            .eml
          </Button>
          {mayAct && (
            <Button
              variant="default"
              ml="auto"
              leftSection={<IconTrash size={16} />}
              loading={remove.isPending}
              onClick={() => remove.mutate({ ids: [id] }, { onSuccess: () => onLeft(id) })}
            >
              Delete
            </Button>
          )}
        </Group>
        {mayAct && open.length > 0 && decided.length === 0 && (
          <Text size="xs" c="dimmed" mt={6}>
            Choose a customer, an existing job, or to ignore it.
          </Text>
        )}
      </footer>
    </>
  )
}
