import { Button, Group } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { notifyUndoable } from '../../ui/notify.tsx'
import { type AlertDetail, routesOf, type Scope, scopeInWords } from './alert.ts'
import classes from './alert-drawer.module.css'
import { type PickedScope, ScopePicker } from './scope-picker.tsx'
import { useAlertActions } from './use-alert-actions.ts'

const SHOWN_AT_FIRST = 12

/** Where a ticket or remark holds: each place resolved, opened again, taken away or added by itself. */
export function ScopesOf({ alert, mayWrite }: { alert: AlertDetail; mayWrite: boolean }) {
  const { scopes, resolvedAt } = alert
  const [adding, setAdding] = useState(false)
  const [all, setAll] = useState(false)
  const shown = all ? scopes : scopes.slice(0, SHOWN_AT_FIRST)
  return (
    <section aria-label="Holds for">
      <div className={classes.section}>
        <h3 className={classes.title}>Holds for</h3>
        {mayWrite && resolvedAt === null && !adding && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() => setAdding(true)}
          >
            Add
          </Button>
        )}
      </div>
      {adding && <AddScopes alert={alert} onClose={() => setAdding(false)} />}
      <ul className={classes.rows}>
        {shown.map((scope) => (
          <ScopeLine key={scope.id} alert={alert} scope={scope} mayWrite={mayWrite} />
        ))}
      </ul>
      {scopes.length === 0 && <p className={classes.none}>What it held for is gone.</p>}
      {scopes.length > shown.length && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)}>
          Show all {countOf(scopes.length, 'place')}
        </Button>
      )}
    </section>
  )
}

interface ScopeLineProps {
  alert: AlertDetail
  scope: Scope
  mayWrite: boolean
}

function ScopeLine({ alert: { kind, id, scopes }, scope, mayWrite }: ScopeLineProps) {
  const actions = useAlertActions(kind)
  const words = scopeInWords(scope)
  const add = useMutation(routesOf[kind].addScopes.mutationOptions())
  const remove = useMutation(
    routesOf[kind].removeScopes.mutationOptions({
      onSuccess: ({ resolvedAt }) =>
        notifyUndoable(
          `Taken away: ${words}`,
          resolvedAt ? `Nothing was open beside it: the ${kind} is resolved.` : 'Links to runs stay.',
          () => add.mutate({ id, scopes: [{ kind: scope.kind, id: scope.targetId }] }),
        ),
    }),
  )
  return (
    <li className={classes.row} data-closed={scope.resolvedAt !== null || undefined}>
      <span className={classes.grow}>
        <ScopeLink scope={scope} />
        {scope.resolvedAt && (
          <div className={classes.quiet}>
            resolved <Instant at={scope.resolvedAt} /> by {scope.resolvedBy}
          </div>
        )}
      </span>
      {mayWrite && (
        <Group gap={4}>
          {scope.resolvedAt === null ? (
            <Button
              variant="default"
              size="compact-xs"
              loading={actions.busy}
              aria-label={`Resolve for ${words}`}
              onClick={() => actions.resolveScopes(id, [scope.id], words)}
            >
              Resolve
            </Button>
          ) : (
            <Button
              variant="default"
              size="compact-xs"
              loading={actions.busy}
              aria-label={`Reopen for ${words}`}
              onClick={() => actions.reopenScopes(id, [scope.id])}
            >
              Reopen
            </Button>
          )}
          {scopes.length > 1 && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              loading={remove.isPending}
              aria-label={`Take away ${words}`}
              onClick={() => remove.mutate({ id, scopeIds: [scope.id] })}
            >
              Take away
            </Button>
          )}
        </Group>
      )}
    </li>
  )
}

function ScopeLink({ scope: { kind, targetId, name, customer } }: { scope: Scope }) {
  if (kind === 'job')
    return (
      <>
        {customer.name} —{' '}
        <InlineLink>
          <Link to="/jobs/$jobId" params={{ jobId: String(targetId) }}>
            job {name}
          </Link>
        </InlineLink>
      </>
    )
  return (
    <InlineLink>
      <Link to="/jobs" search={{ customer_id: customer.id }}>
        {kind === 'customer' ? `all of ${name}` : `${customer.name} — object ${name}`}
      </Link>
    </InlineLink>
  )
}

function AddScopes({ alert: { kind, id }, onClose }: { alert: AlertDetail; onClose: () => void }) {
  const [picked, setPicked] = useState<readonly PickedScope[]>([])
  const add = useMutation(routesOf[kind].addScopes.mutationOptions({ onSuccess: onClose }))
  return (
    <>
      <ScopePicker picked={picked} onChange={setPicked} />
      <Group justify="flex-end" gap="xs" my={8}>
        <Button variant="default" size="compact-sm" onClick={onClose}>
          Cancel
        </Button>
        <Button
          size="compact-sm"
          disabled={picked.length === 0}
          loading={add.isPending}
          onClick={() =>
            add.mutate({ id, scopes: picked.map((scope) => ({ kind: scope.kind, id: scope.id })) })
          }
        >
          Add
        </Button>
      </Group>
    </>
  )
}
