import { Badge } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { number } from '../../lib/amounts.ts'
import type { Column } from '../../ui/data-table.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import classes from './customer-columns.module.css'
import type { Customer } from './customers-search.ts'
import { ReceiveAddress } from './receive-address.tsx'

export const customerColumns: readonly Column<Customer>[] = [
  { key: 'name', header: 'Customer', cell: (customer) => <Name customer={customer} /> },
  {
    key: 'active',
    header: 'Active',
    width: 100,
    hideBelow: 720,
    cell: ({ active }) => (active ? 'Active' : <Badge variant="default">Inactive</Badge>),
  },
  {
    key: 'jobs',
    header: 'Jobs',
    width: 80,
    numeric: true,
    cell: ({ jobCount }) => (
      <span className={jobCount === 0 ? classes.none : undefined}>{number(jobCount)}</span>
    ),
  },
  {
    key: 'open',
    header: 'Open runs',
    width: 100,
    numeric: true,
    cell: ({ openRunCount }) =>
      openRunCount === 0 ? <span className={classes.quiet}>0</span> : number(openRunCount),
  },
  {
    key: 'address',
    header: 'Receive address',
    width: 430,
    hideBelow: 900,
    cell: (customer) => <ReceiveAddress customer={customer} />,
  },
  {
    key: 'edit',
    header: 'Edit',
    quietHeader: true,
    width: 76,
    hideBelow: 520,
    cell: (customer) => <Edit customer={customer} />,
  },
]

function Name({ customer: { id, name } }: { customer: Customer }) {
  return (
    <InlineLink>
      <Link to="/jobs" search={{ customer_id: id }} title={`Jobs of ${name}`}>
        {name}
      </Link>
    </InlineLink>
  )
}

function Edit({ customer: { id, name } }: { customer: Customer }) {
  return (
    <InlineLink>
      <Link
        from="/customers"
        to="."
        search={(before) => ({ ...before, edit: id })}
        resetScroll={false}
        aria-label={`Edit ${name}`}
      >
        Edit
      </Link>
    </InlineLink>
  )
}
