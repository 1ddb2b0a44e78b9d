import { Button, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { countOf } from '../lib/amounts.ts'
import classes from './selection-bar.module.css'

interface SelectionBarProps {
  count: number
  noun: string
  onClear: () => void
  children: ReactNode
}

/** What can be done with the ticked rows; takes the toolbar's place, so that nothing moves. */
export function SelectionBar({ count, noun, onClear, children }: SelectionBarProps) {
  return (
    <Group className={classes.root} gap="xs" role="region" aria-label="Selection">
      <Text size="sm" fw={600} className={classes.count}>
        {countOf(count, noun)} selected
      </Text>
      {children}
      <Button variant="subtle" color="gray" size="compact-md" fz="sm" ml="auto" onClick={onClear}>
        Clear
      </Button>
    </Group>
  )
}
