import { Button, type ButtonProps, Group } from '@mantine/core'
import { IconMessage2Plus, IconTicket } from '@tabler/icons-react'
import { useState } from 'react'
import { contract } from '../../../contract/contract.ts'
import { useMay } from '../../lib/session.tsx'
import type { AlertKind } from './alert.ts'
import { NewAlertDialog } from './new-alert-dialog.tsx'
import type { AlertSubject } from './subject.ts'

interface NewAlertButtonsProps extends Pick<ButtonProps, 'size' | 'fz'> {
  /** What is chosen; without it the dialog asks. */
  subject: AlertSubject | undefined
}

/** "New ticket" and "New remark" over what is chosen, for who may write them. */
export function NewAlertButtons({ subject, size, fz }: NewAlertButtonsProps) {
  const mayWrite = useMay(contract.tickets.create)
  const [making, setMaking] = useState<AlertKind | null>(null)
  if (!mayWrite) return null
  return (
    <Group gap={6} wrap="nowrap">
      <Button
        variant="default"
        size={size ?? 'compact-sm'}
        fz={fz}
        leftSection={<IconTicket size={15} />}
        onClick={() => setMaking('ticket')}
      >
        New ticket
      </Button>
      <Button
        variant="default"
        size={size ?? 'compact-sm'}
        fz={fz}
        leftSection={<IconMessage2Plus size={15} />}
        onClick={() => setMaking('remark')}
      >
        New remark
      </Button>
      {making && <NewAlertDialog kind={making} subject={subject} onClose={() => setMaking(null)} />}
    </Group>
  )
}
