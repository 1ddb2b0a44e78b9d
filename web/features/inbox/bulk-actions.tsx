import { Button, Modal, Stack, Text } from '@mantine/core'
import { IconBuildingCommunity, IconEye, IconRefresh, IconTrash, IconWand } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { contract } from '../../../contract/contract.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { CustomerPicker, type PickedCustomer } from '../../pickers/customer-picker.tsx'
import { SelectionBar } from '../../ui/selection-bar.tsx'
import { Toolbar } from '../../ui/toolbar.tsx'
import type { InboxRow } from './inbox-search.ts'
import { useInboxActions } from './use-inbox-actions.ts'

interface BulkActionsProps {
  rows: readonly InboxRow[]
  onDone: () => void
  onClear: () => void
}

/** What can be done with a selection of messages, each in one request. */
export function BulkActions({ rows, onDone, onClear }: BulkActionsProps) {
  const ids = rows.map(({ id }) => id)
  const probable = rows.filter(({ probableJob }) => probableJob).map(({ id }) => id)
  const { acceptProbable, reparse, remove } = useInboxActions()
  return (
    <Toolbar>
      <SelectionBar count={rows.length} noun="message" onClear={onClear}>
        <ApproveToCustomer ids={ids} onDone={onDone} />
        {probable.length > 0 && (
          <Button
            variant="default"
            size="compact-md"
            fz="sm"
            leftSection={<IconWand size={15} />}
            loading={acceptProbable.isPending}
            onClick={() => acceptProbable.mutate({ ids: probable }, { onSuccess: onDone })}
          >
            Accept {countOf(probable.length, 'probable job')}
          </Button>
        )}
        <Button
          variant="default"
          size="compact-md"
          fz="sm"
          leftSection={<IconRefresh size={15} />}
          loading={reparse.isPending}
          onClick={() => reparse.mutate({ ids })}
        >
          Re-parse
        </Button>
        <PreviewReparse ids={ids} />
        <Button
          variant="default"
          size="compact-md"
          fz="sm"
          leftSection={<IconTrash size={15} />}
          loading={remove.isPending}
          onClick={() => remove.mutate({ ids }, { onSuccess: onDone })}
        >
          Delete
        </Button>
      </SelectionBar>
    </Toolbar>
  )
}

/** Finds out first what reading these messages again would change. */
function PreviewReparse({ ids }: { ids: number[] }) {
  const mayPreview = useMay(contract.reparse.start)
  const navigate = useNavigate()
  const start = useMutation(
    api.reparse.start.mutationOptions({
      onSuccess: ({ id }) => void navigate({ to: '/reparse', search: { preview: id } }),
    }),
  )
  if (!mayPreview) return null
  return (
    <Button
      variant="default"
      size="compact-md"
      fz="sm"
      leftSection={<IconEye size={15} />}
      loading={start.isPending}
      onClick={() => start.mutate({ scope: { kind: 'selection', ids } })}
    >
      Preview re-parse
    </Button>
  )
}

function ApproveToCustomer({ ids, onDone }: { ids: number[]; onDone: () => void }) {
  const [customer, setCustomer] = useState<PickedCustomer | null>(null)
  const [opened, setOpened] = useState(false)
  const { bulkApprove } = useInboxActions()
  const approve = () => {
    if (!customer) return
    bulkApprove.mutate(
      { ids, customerId: customer.id },
      {
        onSuccess: () => {
          setOpened(false)
          onDone()
        },
      },
    )
  }
  return (
    <>
      <Button
        size="compact-md"
        fz="sm"
        leftSection={<IconBuildingCommunity size={15} />}
        onClick={() => setOpened(true)}
      >
        Approve to a customer
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={`Approve ${countOf(ids.length, 'message')} to one customer`}
        centered
      >
        <Stack gap="sm">
          <CustomerPicker value={customer} onChange={setCustomer} withCreate autoFocus />
          <Text size="sm" c="dimmed">
            Each message becomes a job of this customer under its own reported name. Other messages of the
            same job come along.
          </Text>
          <Button disabled={!customer} loading={bulkApprove.isPending} onClick={approve}>
            Approve {countOf(ids.length, 'message')}
          </Button>
        </Stack>
      </Modal>
    </>
  )
}
