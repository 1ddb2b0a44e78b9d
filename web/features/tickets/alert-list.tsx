import { Button, Menu } from '@mantine/core'
import { IconCheck, IconMessage2, IconTicket } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { contract } from '../../../contract/contract.ts'
import { dayName } from '../../lib/instants.ts'
import { useMay } from '../../lib/session.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { TicketCode } from '../../ui/ticket-code.tsx'
import { type ShownAlert, scopeInWords } from './alert.ts'
import classes from './alert-list.module.css'
import { AlertState } from './alert-state.tsx'
import { useAlertActions } from './use-alert-actions.ts'

/** Tickets and remarks beside a run or a job, each with where it holds and what can be done about it. */
export function AlertList({ label, alerts }: { label: string; alerts: readonly ShownAlert[] }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {alerts.map((alert) => (
        <AlertItem key={`${alert.kind} ${alert.id}`} alert={alert} />
      ))}
    </ul>
  )
}

function AlertItem({ alert }: { alert: ShownAlert }) {
  const { kind, id, code, text, resolvedAt, origin } = alert
  const Icon = kind === 'ticket' ? IconTicket : IconMessage2
  return (
    <li className={classes.item} data-closed={resolvedAt !== null || undefined}>
      <Icon
        size={17}
        className={classes.icon}
        role="img"
        aria-label={kind === 'ticket' ? 'Ticket' : 'Remark'}
      />
      <div className={classes.words}>
        <div className={classes.head}>
          {code !== null && <TicketCode code={code} closed={resolvedAt !== null} />}
          {origin === 'psa' && <span className={classes.quiet}>PSA</span>}
          <AlertState alert={alert} />
          <span className={classes.actions}>
            <Resolve alert={alert} />
            <InlineLink>
              <Link
                to="/tickets"
                search={{ ...(kind === 'remark' && { tab: 'remarks' }), state: 'any', open: id }}
              >
                Details
              </Link>
            </InlineLink>
          </span>
        </div>
        {text && (
          <p className={classes.text} title={text}>
            {text}
          </p>
        )}
        <p className={classes.quiet}>
          {whereItHolds(alert)} · by {alert.createdBy}, <Instant at={alert.startAt} />
        </p>
      </div>
    </li>
  )
}

function whereItHolds({ scopes, linked, activeFrom }: ShownAlert): string {
  const places = scopes.map(scopeInWords)
  if (places.length > 0) return `Open for ${places.join(', ')} from ${dayName(activeFrom)}`
  return linked ? 'Linked' : ''
}

/** Resolves it for what it holds for here, or everywhere. */
function Resolve({ alert: { kind, id, scopes, resolvedAt } }: { alert: ShownAlert }) {
  const mayWrite = useMay(contract.tickets.resolve)
  const actions = useAlertActions(kind)
  if (!mayWrite || resolvedAt !== null) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconCheck size={13} />}
          loading={actions.busy}
        >
          Resolve
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {scopes.map((scope) => (
          <Menu.Item
            key={scope.id}
            onClick={() => actions.resolveScopes(id, [scope.id], scopeInWords(scope))}
          >
            For {scopeInWords(scope)}
          </Menu.Item>
        ))}
        <Menu.Item onClick={() => actions.resolveWhole([id])}>Everywhere</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
