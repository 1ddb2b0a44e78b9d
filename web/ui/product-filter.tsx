import { Select } from '@mantine/core'

interface ProductFilterProps {
  products: string[]
  value: string | undefined
  onChange: (software: string | undefined) => void
  width?: number
}

/** Leaves only what one backup product reported. */
export function ProductFilter({ products, value, onChange, width = 160 }: ProductFilterProps) {
  return (
    <Select
      w={width}
      aria-label="Backup product"
      placeholder="Any product"
      clearable
      searchable
      data={products}
      value={value ?? null}
      onChange={(software) => onChange(software ?? undefined)}
    />
  )
}
