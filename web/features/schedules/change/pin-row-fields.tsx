import { ActionIcon, Chip, Group, NumberInput, Select, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { WEEKDAYS } from '../schedule.ts'
import classes from './pin-row-fields.module.css'
import type { Every, PinRow } from './pin-rows.ts'

const EVERY: readonly { value: Every; label: string }[] = [
  { value: 'week', label: 'Every week' },
  { value: 'two-weeks', label: 'Every two weeks' },
  { value: 'month', label: 'Day of the month' },
  { value: 'month-weekday', label: 'Weekday of the month' },
]
const NTHS = [
  { value: '1', label: 'First' },
  { value: '2', label: 'Second' },
  { value: '3', label: 'Third' },
  { value: '4', label: 'Fourth' },
  { value: 'last', label: 'Last' },
]
const MONTHDAYS = [
  ...Array.from({ length: 31 }, (_, index) => ({ value: String(index + 1), label: String(index + 1) })),
  { value: 'last', label: 'last day' },
]
const WEEKDAY_CHOICES = WEEKDAYS.map((label, index) => ({ value: String(index + 1), label }))

interface PinRowFieldsProps {
  row: PinRow
  onChange: (row: PinRow) => void
  /** Absent for the only line. */
  onRemove: (() => void) | undefined
}

/** One line of a schedule: on which days, when, and how early or late still is in time. */
export function PinRowFields({ row, onChange, onRemove }: PinRowFieldsProps) {
  const set = (patch: Partial<PinRow>) => onChange({ ...row, ...patch })
  return (
    <fieldset className={classes.root} aria-label="Days and time">
      <Group gap="xs" align="flex-end">
        <Select
          label="Repeats"
          w={190}
          allowDeselect={false}
          data={[...EVERY]}
          value={row.every}
          onChange={(every) => every && set({ every })}
        />
        <Days row={row} set={set} />
        {onRemove && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={34}
            ml="auto"
            aria-label="Remove this line"
            onClick={onRemove}
          >
            <IconTrash size={16} />
          </ActionIcon>
        )}
      </Group>
      {row.every === 'week' && (
        <Chip.Group
          multiple
          value={row.weekdays.map(String)}
          onChange={(days) => set({ weekdays: days.map(Number).sort((a, b) => a - b) })}
        >
          <Group gap={6} role="group" aria-label="Days">
            {WEEKDAY_CHOICES.map(({ value, label }) => (
              <Chip key={value} value={value} size="sm" radius="md">
                {label}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      <Group gap="xs" align="flex-end">
        <TextInput
          type="time"
          label="Time"
          w={120}
          value={row.time}
          onChange={(event) => set({ time: event.currentTarget.value.slice(0, 5) })}
        />
        <Minutes
          label="In time from"
          suffix=" min before"
          max={720}
          value={row.minutesBefore}
          onChange={(minutesBefore) => set({ minutesBefore })}
        />
        <Minutes
          label="to"
          suffix=" min after"
          max={1440}
          value={row.minutesAfter}
          onChange={(minutesAfter) => set({ minutesAfter })}
        />
      </Group>
    </fieldset>
  )
}

function Days({ row, set }: { row: PinRow; set: (patch: Partial<PinRow>) => void }) {
  switch (row.every) {
    case 'week':
      return null
    case 'two-weeks':
      return (
        <TextInput
          type="date"
          label="From"
          description="any one day on which it falls"
          inputWrapperOrder={['label', 'input', 'description']}
          value={row.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
      )
    case 'month':
      return (
        <Select
          label="Day"
          w={110}
          allowDeselect={false}
          data={MONTHDAYS}
          value={row.monthday}
          onChange={(monthday) => monthday && set({ monthday })}
        />
      )
    case 'month-weekday':
      return (
        <>
          <Select
            label="Which"
            w={110}
            allowDeselect={false}
            data={NTHS}
            value={row.nth}
            onChange={(nth) => nth && set({ nth })}
          />
          <Select
            label="Weekday"
            w={110}
            allowDeselect={false}
            data={WEEKDAY_CHOICES}
            value={String(row.weekday)}
            onChange={(weekday) => weekday && set({ weekday: Number(weekday) })}
          />
        </>
      )
  }
}

interface MinutesProps {
  label: string
  suffix: string
  max: number
  value: number
  onChange: (minutes: number) => void
}

function Minutes({ label, suffix, max, value, onChange }: MinutesProps) {
  return (
    <NumberInput
      label={label}
      w={142}
      min={0}
      max={max}
      step={5}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      suffix={suffix}
      value={value}
      onChange={(minutes) => onChange(Number(minutes) || 0)}
    />
  )
}
