import { Button } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './filter-banner.module.css'

/** Says to what a link narrowed this list, and lets go of it. */
export function FilterBanner({ children, onClear }: { children: ReactNode; onClear: () => void }) {
  return (
    <div className={classes.root} role="status">
      <IconFilter size={16} aria-hidden />
      {children}
      <Button variant="subtle" size="compact-sm" ml="auto" onClick={onClear}>
        Clear filter
      </Button>
    </div>
  )
}
