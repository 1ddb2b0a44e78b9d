import { Badge, Skeleton } from '@mantine/core'
import { FilterBanner } from '../../ui/filter-banner.tsx'

interface CustomerBannerProps {
  customer: { name: string; active: boolean } | null
  onClear: () => void
}

/** Says whose jobs these are, and lets go of them. */
export function CustomerBanner({ customer, onClear }: CustomerBannerProps) {
  return (
    <FilterBanner onClear={onClear}>
      <span>
        Jobs of {customer ? <b>{customer.name}</b> : <Skeleton component="span" height={12} width={120} />}
      </span>
      {customer?.active === false && <Badge variant="default">Inactive</Badge>}
    </FilterBanner>
  )
}
