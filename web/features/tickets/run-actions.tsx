import { IconMessage2Plus, IconTicket } from '@tabler/icons-react'
import { contract } from '../../../contract/contract.ts'
import type { RunAction, RunActionTarget } from '../../lib/run-actions.tsx'
import { useSession } from '../../lib/session.tsx'
import { NewAlertDialog } from './new-alert-dialog.tsx'
import { subjectOf } from './subject.ts'

interface FormProps {
  target: RunActionTarget
  onClose: () => void
}

function NewTicketForm({ target, onClose }: FormProps) {
  const { timeZone } = useSession()
  return <NewAlertDialog kind="ticket" subject={subjectOf(target, timeZone)} onClose={onClose} />
}

function NewRemarkForm({ target, onClose }: FormProps) {
  const { timeZone } = useSession()
  return <NewAlertDialog kind="remark" subject={subjectOf(target, timeZone)} onClose={onClose} />
}

/** Makes a ticket over the open run, or over the chosen jobs of the queue. */
export const newTicket: RunAction = {
  key: 't',
  label: 'New ticket',
  Icon: IconTicket,
  needs: contract.tickets.create,
  Form: NewTicketForm,
}

/** Makes a remark over the open run, or over the chosen jobs of the queue. */
export const newRemark: RunAction = {
  key: 'm',
  label: 'New remark',
  Icon: IconMessage2Plus,
  needs: contract.remarks.create,
  Form: NewRemarkForm,
}
