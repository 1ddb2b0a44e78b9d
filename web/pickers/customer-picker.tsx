import { Badge } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { contract } from '../../contract/contract.ts'
import { api } from '../lib/api.ts'
import { useMay } from '../lib/session.tsx'
import { TypeAhead } from '../ui/type-ahead.tsx'

export interface PickedCustomer {
  id: number
  name: string
}

interface CustomerPickerProps {
  label?: string
  quietLabel?: boolean
  placeholder?: string
  value: PickedCustomer | null
  onChange: (customer: PickedCustomer | null) => void
  /** Offers to create a customer of the typed name. */
  withCreate?: boolean
  autoFocus?: boolean
}

/** Finds a customer by any part of the name, or makes a new one in place. */
export function CustomerPicker({ label = 'Customer', withCreate = false, ...props }: CustomerPickerProps) {
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 120)
  const found = useQuery(api.customers.pick.queryOptions({ input: { q }, placeholderData: keepPreviousData }))
  const create = useMutation(api.customers.create.mutationOptions())
  const mayCreate = useMay(contract.customers.create)
  return (
    <TypeAhead
      {...props}
      label={label}
      placeholder={props.placeholder ?? 'Type any part of the name'}
      options={found.data ?? []}
      loading={typed.trim() !== '' && (found.isFetching || q !== typed.trim())}
      onSearch={setTyped}
      describe={({ active }) => !active && <Badge size="xs">inactive</Badge>}
      createNoun="customer"
      onCreate={withCreate && mayCreate ? (name: string) => create.mutateAsync({ name }) : undefined}
    />
  )
}
