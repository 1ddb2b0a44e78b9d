import { Paper, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { ProductMark } from '../../ui/product-mark.tsx'
import classes from './gate.module.css'

interface GateProps {
  title: string
  lead: ReactNode
  children: ReactNode
}

/** The calm page in front of everything: the product, one sentence, one form. */
export function Gate({ title, lead, children }: GateProps) {
  useDocumentTitle(`${title} · Backupchecks`)
  return (
    <main className={classes.root}>
      <Stack className={classes.column} gap="lg">
        <Stack gap={6} align="center">
          <ProductMark size={44} />
          <Text className={classes.name}>Backupchecks</Text>
          <Text c="dimmed" ta="center">
            Every backup report in one queue, and a word about those that did not come.
          </Text>
        </Stack>
        <Paper className={classes.card} withBorder radius="lg">
          <Title order={1} size="h4">
            {title}
          </Title>
          <Text component="div" size="sm" c="dimmed" mt={4} mb="md">
            {lead}
          </Text>
          {children}
        </Paper>
      </Stack>
    </main>
  )
}
