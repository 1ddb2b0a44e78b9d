import { Button, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconCheck, IconPlayerStop } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { isAtWork, type Preview } from './reparse-search.ts'

/** Cancel while it is at work, Apply when it was looked at. */
export function PreviewActions({ preview }: { preview: Preview }) {
  const { id, state, obstacle, read } = preview
  const cancel = useMutation(api.reparse.cancel.mutationOptions())
  const apply = useMutation(api.reparse.apply.mutationOptions())
  const askApply = () =>
    modals.openConfirmModal({
      title: 'Apply this?',
      children: <Text size="sm">{inWords(preview)}</Text>,
      labels: { confirm: 'Apply', cancel: 'Not now' },
      centered: true,
      onConfirm: () => apply.mutate({ id }),
    })
  return (
    <>
      {isAtWork(preview) && (
        <Button
          variant="default"
          leftSection={<IconPlayerStop size={16} />}
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ id })}
        >
          Cancel
        </Button>
      )}
      {state === 'ready' && obstacle === null && (
        <Button
          leftSection={<IconCheck size={16} />}
          disabled={read === 0}
          loading={apply.isPending}
          onClick={askApply}
        >
          Apply
        </Button>
      )}
    </>
  )
}

function inWords({ changedMessages, changedRuns, reviewedRuns, read, byKind, movedIdentities }: Preview) {
  if (changedMessages === 0)
    return `Nothing changes; ${countOf(read, 'message')} will be known as read by the parsers of today.`
  const parts = [
    `${countOf(changedMessages, 'message')} and ${countOf(changedRuns, 'run')} take the new facts.`,
    'Every run keeps its job.',
    reviewedRuns > 0 &&
      `${countOf(reviewedRuns, 'reviewed run')} stay reviewed, with the facts before and after as evidence.`,
    byKind['no longer read'] + byKind['failed to read'] > 0 && 'What would no longer be read stays as it is.',
    movedIdentities > 0 && 'Changed identities are proposed to you, not carried out.',
  ]
  return parts.filter(Boolean).join(' ')
}
