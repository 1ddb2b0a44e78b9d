import { Badge, Button, Skeleton } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import classes from './customer-banner.module.css'

interface CustomerBannerProps {
  customer: { name: string; active: boolean } | null
  onClear: () => void
}

/** Says whose jobs these are, and lets go of them. */
export function CustomerBanner({ customer, onClear }: CustomerBannerProps) {
  return (
    <div className={classes.root} role="status">
      <IconFilter size={16} aria-hidden />
      <span>
        Jobs of {customer ? <b>{customer.name}</b> : <Skeleton component="span" height={12} width={120} />}
      </span>
      {customer?.active === false && <Badge variant="default">Inactive</Badge>}
      <Button variant="subtle" size="compact-sm" ml="auto" onClick={onClear}>
        Clear filter
      </Button>
    </div>
  )
}
