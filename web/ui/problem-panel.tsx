import { Button } from '@mantine/core'
import { IconLock, IconPlugConnectedX } from '@tabler/icons-react'
import { problemOf } from '../lib/problem.ts'
import { EmptyState } from './empty-state.tsx'

/** What stands where something could not be loaded: why, and what to do. */
export function ProblemPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { status, detail } = problemOf(error)
  if (status === 403) return <NotForThisRole />
  return (
    <EmptyState
      icon={<IconPlugConnectedX size={28} />}
      title={status === 404 ? 'Not here' : 'This could not be loaded'}
      action={
        onRetry && (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )
      }
    >
      {detail}
    </EmptyState>
  )
}

/** The friendly form of 403. */
export function NotForThisRole() {
  return (
    <EmptyState icon={<IconLock size={28} />} title="Not for your active role">
      Your present role may not see this page. If you have another role, switch to it in the menu with your
      name; otherwise ask an administrator.
    </EmptyState>
  )
}
