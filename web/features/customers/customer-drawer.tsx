import { Drawer, FocusTrap, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { api } from '../../lib/api.ts'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { CustomerForm } from './customer-form.tsx'

interface CustomerDrawerProps {
  id: number | undefined
  onClose: () => void
  /** What other parts of the product keep about a customer. */
  more: (customerId: number) => ReactNode
}

/** The details of one customer, beside the list. */
export function CustomerDrawer({ id, onClose, more }: CustomerDrawerProps) {
  const customer = useQuery({
    ...api.customers.get.queryOptions({ input: { id: id ?? 0 } }),
    enabled: id !== undefined,
  })
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={460}
      title={customer.data?.name ?? 'Customer'}
    >
      <FocusTrap.InitialFocus />
      {customer.isError && <ProblemPanel error={customer.error} />}
      {customer.isPending && (
        <Stack>
          <Skeleton height={56} />
          <Skeleton height={56} />
          <Skeleton height={120} />
        </Stack>
      )}
      {customer.data && <CustomerForm key={customer.data.id} customer={customer.data} onClose={onClose} />}
      {customer.data && more(customer.data.id)}
    </Drawer>
  )
}
