import { Button, type ButtonProps, Group } from '@mantine/core'
import { IconMessage2Plus, IconTicket } from '@tabler/icons-react'
import { useState } from 'react'
import { contract } from '../../../contract/contract.ts'
import { useMay } from '../../lib/session.tsx'
import { useKeys } from '../../lib/use-keys.ts'
import type { AlertKind } from './alert.ts'
import { NewAlertDialog } from './new-alert-dialog.tsx'
import type { AlertSubject } from './subject.ts'

interface NewAlertButtonsProps extends Pick<ButtonProps, 'size' | 'fz'> {
  /** What is chosen; without it the dialog asks. */
  subject: AlertSubject | undefined
  /** The keys t and m press them. */
  withKeys?: boolean
  onDone?: () => void
}

/** "New ticket" and "New remark" over what is chosen, for who may write them. */
export function NewAlertButtons({ subject, withKeys = false, onDone, size, fz }: NewAlertButtonsProps) {
  const mayWrite = useMay(contract.tickets.create)
  const [making, setMaking] = useState<AlertKind | null>(null)
  useKeys(
    { t: () => setMaking('ticket'), m: () => setMaking('remark') },
    withKeys && mayWrite && making === null,
  )
  if (!mayWrite) return null
  return (
    <Group gap={6} wrap="nowrap">
      <Button
        variant="default"
        size={size ?? 'compact-sm'}
        fz={fz}
        leftSection={<IconTicket size={15} />}
        title={withKeys ? 'Key: t' : undefined}
        onClick={() => setMaking('ticket')}
      >
        New ticket
      </Button>
      <Button
        variant="default"
        size={size ?? 'compact-sm'}
        fz={fz}
        leftSection={<IconMessage2Plus size={15} />}
        title={withKeys ? 'Key: m' : undefined}
        onClick={() => setMaking('remark')}
      >
        New remark
      </Button>
      {making && (
        <NewAlertDialog
          kind={making}
          subject={subject}
          onClose={() => setMaking(null)}
          onDone={() => {
            setMaking(null)
            onDone?.()
          }}
        />
      )}
    </Group>
  )
}
