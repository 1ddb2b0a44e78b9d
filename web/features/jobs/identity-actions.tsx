import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowRight, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { confirmDanger } from '../../ui/confirm-danger.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { CorrectIdentity } from './correct-identity.tsx'
import type { JobIdentity } from './jobs-search.ts'
import { MoveIdentity } from './move-identity.tsx'

const FORMS = { correct: CorrectIdentity, move: MoveIdentity }

interface IdentityActionsProps {
  jobId: number
  identity: JobIdentity
  /** The only one of its job, which can be neither moved nor removed. */
  isLast: boolean
}

/** What an administrator can do about an identity: correct it, let another job have it, remove it. */
export function IdentityActions({ jobId, identity, isLast }: IdentityActionsProps) {
  const { id, jobName, fromAddress } = identity
  const [open, setOpen] = useState<keyof typeof FORMS | null>(null)
  const remove = useMutation(
    api.jobIdentities.remove.mutationOptions({ onSuccess: () => notifyDone('The alias is removed') }),
  )
  const askRemove = () =>
    confirmDanger({
      title: `Remove ${jobName} from ${fromAddress}?`,
      body: 'The runs that it brought stay. Reports like these wait in the Inbox from now on, where they can be approved into this job again.',
      verb: 'Remove',
      onConfirm: () => remove.mutate({ jobId, id }),
    })
  const Form = open && FORMS[open]
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Change ${jobName} from ${fromAddress}`}
            loading={remove.isPending}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setOpen('correct')}>
            Correct…
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowRight size={15} />}
            disabled={isLast}
            onClick={() => setOpen('move')}
          >
            Move to another job…
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} />} disabled={isLast} onClick={askRemove}>
            Remove…
          </Menu.Item>
          {isLast && <Menu.Label>A job keeps the last one</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
      {Form && <Form jobId={jobId} identity={identity} onClose={() => setOpen(null)} />}
    </>
  )
}
