import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './empty-state.module.css'

interface EmptyStateProps {
  icon: ReactNode
  title: string
  /** What to do next. */
  children?: ReactNode
  action?: ReactNode
  tone?: 'calm' | 'good'
}

/** Says why there is nothing here and what to do next. */
export function EmptyState({ icon, title, children, action, tone = 'calm' }: EmptyStateProps) {
  return (
    <Stack className={classes.root} align="center" gap="xs">
      <div className={classes.icon} data-tone={tone}>
        {icon}
      </div>
      <Title order={2} size="h4" ta="center">
        {title}
      </Title>
      {children && (
        <Text component="div" size="sm" c="dimmed" ta="center" maw={460}>
          {children}
        </Text>
      )}
      {action && <div className={classes.action}>{action}</div>}
    </Stack>
  )
}
