import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../lib/api.ts'
import { TypeAhead } from '../ui/type-ahead.tsx'

export interface PickedJob {
  id: number
  name: string
  customer: { id: number; name: string }
  host?: string | null
}

interface JobPickerProps {
  label?: string
  value: PickedJob | null
  onChange: (job: PickedJob | null) => void
  /** Only jobs of this product can take the message. */
  software?: string
  /** Only jobs of this customer, without this one of them. */
  customerId?: number
  except?: number
}

/** Finds a job by any part of its name, customer or host. */
export function JobPicker({ label = 'Existing job', value, onChange, ...of }: JobPickerProps) {
  const { software, customerId, except } = of
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 120)
  const found = useQuery(
    api.jobs.pick.queryOptions({ input: { q, software, customerId }, placeholderData: keepPreviousData }),
  )
  return (
    <TypeAhead
      label={label}
      placeholder={customerId ? 'Type any part of its name' : 'Type any part of the job or customer'}
      value={value}
      onChange={onChange}
      options={(found.data ?? []).filter(({ id }) => id !== except)}
      loading={found.isFetching && typed.trim() !== ''}
      onSearch={setTyped}
      describe={({ customer, host, type }) => [customer.name, type, host].filter(Boolean).join(' · ')}
    />
  )
}
