import { Group, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import classes from './page-header.module.css'

interface PageHeaderProps {
  title: string
  /** Above the title: where this page hangs. */
  eyebrow?: ReactNode
  /** One quiet line: totals, freshness. */
  lead?: ReactNode
  actions?: ReactNode
}

/** The head of every page; names the browser tab too. */
export function PageHeader({ title, eyebrow, lead, actions }: PageHeaderProps) {
  useDocumentTitle(`${title} · Backupchecks`)
  return (
    <header className={classes.root}>
      <div className={classes.words}>
        {eyebrow && (
          <Text size="sm" c="dimmed" component="div">
            {eyebrow}
          </Text>
        )}
        <Title order={1} className={classes.title}>
          {title}
        </Title>
        {lead && (
          <Text size="sm" c="dimmed" component="div" className={classes.lead}>
            {lead}
          </Text>
        )}
      </div>
      {actions && <Group gap="xs">{actions}</Group>}
    </header>
  )
}
