import { Button } from '@mantine/core'
import { IconCompassOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { EmptyState } from './empty-state.tsx'

/** The page for an address that leads nowhere. */
export function NotFound() {
  return (
    <EmptyState
      icon={<IconCompassOff size={28} />}
      title="There is no page here"
      action={
        <Button component={Link} to="/" variant="default">
          Go to the start
        </Button>
      }
    >
      The address is mistyped, or what it named is gone.
    </EmptyState>
  )
}
