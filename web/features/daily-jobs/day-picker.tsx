import { ActionIcon, Button, Group, TextInput, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { dayName } from '../../lib/instants.ts'
import classes from './day-picker.module.css'
import type { Days } from './use-days.ts'

/** Goes from day to day, or straight to one. */
export function DayPicker({ days: { day, today, go, goTo, goToday } }: { days: Days }) {
  return (
    <Group gap={6} wrap="nowrap" className={classes.root}>
      <span className={classes.name} aria-live="polite">
        {day === today ? 'Today' : dayName(day)}
      </span>
      <Tooltip label="Previous day: press ←">
        <ActionIcon variant="default" size={36} aria-label="Previous day" onClick={() => go(-1)}>
          <IconChevronLeft size={17} />
        </ActionIcon>
      </Tooltip>
      <TextInput
        type="date"
        aria-label="Day"
        w={150}
        value={day}
        onChange={(event) => {
          // A field that is half filled in says nothing.
          if (/^\d{4}-\d\d-\d\d$/.test(event.currentTarget.value)) goTo(event.currentTarget.value)
        }}
      />
      <Tooltip label="Next day: press →">
        <ActionIcon variant="default" size={36} aria-label="Next day" onClick={() => go(1)}>
          <IconChevronRight size={17} />
        </ActionIcon>
      </Tooltip>
      <Button variant="default" disabled={day === today} onClick={goToday} title="Key: t">
        Today
      </Button>
    </Group>
  )
}
