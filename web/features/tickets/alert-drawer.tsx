import { Button, Drawer, FocusTrap, Group, Skeleton, Stack } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from '../../../contract/contract.ts'
import { longDayName } from '../../lib/instants.ts'
import { useMay } from '../../lib/session.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Instant } from '../../ui/instant.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { TicketCode } from '../../ui/ticket-code.tsx'
import { type AlertDetail, type AlertKind, routesOf } from './alert.ts'
import classes from './alert-drawer.module.css'
import { AlertState } from './alert-state.tsx'
import { EditAlert } from './edit-alert.tsx'
import { LinkedRuns } from './linked-runs.tsx'
import { ScopesOf } from './scopes-of.tsx'
import { useAlertActions } from './use-alert-actions.ts'

interface AlertDrawerProps {
  kind: AlertKind
  id: number | undefined
  onClose: () => void
}

/** One ticket or remark beside the list: its words and dates, where it holds, and the runs it was about. */
export function AlertDrawer({ kind, id, onClose }: AlertDrawerProps) {
  const alert = useQuery({
    ...routesOf[kind].get.queryOptions({ input: { id: id ?? 0 } }),
    enabled: id !== undefined,
  })
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={580}
      title={kind === 'ticket' ? 'Ticket' : 'Remark'}
    >
      <FocusTrap.InitialFocus />
      {alert.isError && <ProblemPanel error={alert.error} />}
      {alert.isPending && (
        <Stack>
          <Skeleton height={28} width={220} />
          <Skeleton height={90} />
          <Skeleton height={140} />
        </Stack>
      )}
      {alert.data && <Details key={`${kind} ${alert.data.id}`} alert={alert.data} />}
    </Drawer>
  )
}

function Details({ alert }: { alert: AlertDetail }) {
  const { kind, id, code, origin, text, activeFrom, startAt, createdBy, resolvedAt, resolvedBy } = alert
  const [editing, setEditing] = useState(false)
  const mayWrite = useMay(contract.tickets.update)
  const actions = useAlertActions(kind)
  return (
    <Stack gap="md">
      <Group gap="sm">
        {code !== null && <TicketCode code={code} closed={resolvedAt !== null} />}
        <AlertState alert={alert} />
        {mayWrite && !editing && (
          <Group gap={6} ml="auto">
            <Button
              variant="default"
              size="compact-sm"
              leftSection={<IconPencil size={15} />}
              onClick={() => setEditing(true)}
            >
              Edit
            </Button>
            {resolvedAt === null ? (
              <Button
                size="compact-sm"
                leftSection={<IconCheck size={15} />}
                loading={actions.busy}
                onClick={() => actions.resolveWhole([id])}
              >
                Resolve
              </Button>
            ) : (
              <Button
                variant="default"
                size="compact-sm"
                leftSection={<IconArrowBackUp size={15} />}
                loading={actions.busy}
                onClick={() => actions.reopenWhole([id])}
              >
                Reopen
              </Button>
            )}
          </Group>
        )}
      </Group>
      {editing ? (
        <EditAlert alert={alert} onClose={() => setEditing(false)} />
      ) : (
        <>
          <p className={text ? classes.text : classes.none}>{text || 'No description.'}</p>
          <Facts
            items={[
              ['Origin', origin === 'psa' ? 'PSA' : origin && 'made here'],
              ['Active from', longDayName(activeFrom)],
              ['Started', <Instant key="start" at={startAt} />],
              ['Made by', createdBy],
              [
                'Resolved',
                resolvedAt && (
                  <>
                    <Instant at={resolvedAt} /> by {resolvedBy}
                  </>
                ),
              ],
            ]}
          />
        </>
      )}
      <ScopesOf alert={alert} mayWrite={mayWrite} />
      <LinkedRuns kind={kind} id={id} />
    </Stack>
  )
}
