import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArchive, IconArrowMerge, IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import { useMay } from '../../lib/session.tsx'
import { confirmDanger } from '../../ui/confirm-danger.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { DeleteJob } from './delete-job.tsx'
import { EditJob } from './edit-job.tsx'
import type { Job } from './jobs-search.ts'
import { MergeJob } from './merge-job.tsx'

const FORMS = { edit: EditJob, merge: MergeJob, delete: DeleteJob }

/** What can be done with a job: edit it, merge it into another one, archive it, delete it. */
export function JobActions({ job }: { job: Job }) {
  const { id, name, archivedAt } = job
  const [open, setOpen] = useState<keyof typeof FORMS | null>(null)
  const mayChange = useMay(contract.jobs.update)
  const mayDelete = useMay(contract.jobs.remove)
  const archive = useMutation(
    api.jobs.archive.mutationOptions({ onSuccess: () => notifyDone(`${name} is archived`) }),
  )
  const askArchive = () =>
    confirmDanger({
      title: `Archive ${name}?`,
      body: 'It leaves the lists and makes no more runs. Reports that come are kept aside, and an administrator can bring it back.',
      verb: 'Archive',
      onConfirm: () => archive.mutate({ id }),
    })
  if (!mayChange) return null
  const Form = open && FORMS[open]
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={16} />} onClick={() => setOpen('edit')}>
        Edit
      </Button>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={36}
            aria-label="More that can be done with this job"
            loading={archive.isPending}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconArrowMerge size={15} />} onClick={() => setOpen('merge')}>
            Merge into another job…
          </Menu.Item>
          {!archivedAt && (
            <Menu.Item leftSection={<IconArchive size={15} />} onClick={askArchive}>
              Archive…
            </Menu.Item>
          )}
          {mayDelete && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => setOpen('delete')}>
                Delete…
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {Form && <Form job={job} onClose={() => setOpen(null)} />}
    </>
  )
}
