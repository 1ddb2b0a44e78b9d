import { NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { minutesInWords } from '../../../lib/instants.ts'

const MOST_GRACE_MINUTES = 10_080

interface GraceInputProps {
  label: string
  value: number
  onChange: (minutes: number) => void
}

/** A number of minutes, said in hours too. */
export function GraceInput({ label, value, onChange }: GraceInputProps) {
  return (
    <NumberInput
      aria-label={label}
      w={180}
      min={0}
      max={MOST_GRACE_MINUTES}
      step={15}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      suffix=" minutes"
      description={value >= 60 ? minutesInWords(value) : undefined}
      inputWrapperOrder={['label', 'input', 'description']}
      value={value}
      onChange={(minutes) => onChange(Number(minutes) || 0)}
    />
  )
}

interface ZoneSelectProps {
  label: string
  value: string
  onChange: (zone: string) => void
}

/** Any time zone by its name. */
export function ZoneSelect({ label, value, onChange }: ZoneSelectProps) {
  const [zones] = useState(() =>
    [...new Set([value, 'UTC', ...Intl.supportedValuesOf('timeZone')])].toSorted(),
  )
  return (
    <Select
      aria-label={label}
      searchable
      allowDeselect={false}
      maw={320}
      limit={100}
      data={zones}
      value={value}
      onChange={(zone) => zone && onChange(zone)}
    />
  )
}
