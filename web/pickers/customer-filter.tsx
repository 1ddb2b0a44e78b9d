import { useQuery } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import { CustomerPicker } from './customer-picker.tsx'

interface CustomerFilterProps {
  /** The chosen customer's id. */
  value: number | undefined
  onChange: (id: number | undefined) => void
  width?: number
}

/** Leaves only what belongs to one customer, of whom the URL keeps the id alone. */
export function CustomerFilter({ value, onChange, width = 190 }: CustomerFilterProps) {
  const customer = useQuery({
    ...api.customers.get.queryOptions({ input: { id: value ?? 0 } }),
    enabled: value !== undefined,
  })
  return (
    <div style={{ width }}>
      <CustomerPicker
        label="Customer"
        quietLabel
        placeholder="Any customer"
        value={value === undefined ? null : (customer.data ?? { id: 0, name: '…' })}
        onChange={(picked) => onChange(picked?.id)}
      />
    </div>
  )
}
