import { IconCircleCheck, IconHourglassEmpty } from '@tabler/icons-react'
import { Copy } from '../../ui/copy.tsx'
import classes from './customer-columns.module.css'
import type { Customer } from './customers-search.ts'

/** The customer's own address for reports, and whether a first report has come to it. */
export function ReceiveAddress({ customer }: { customer: Customer }) {
  const { receiveAddress, firstTaggedMailAt } = customer
  if (!receiveAddress) return <span className={classes.quiet}>set the receive address in Settings first</span>
  return (
    <span className={classes.address}>
      <span className={classes.mono} title={receiveAddress}>
        {receiveAddress}
      </span>
      <Copy value={receiveAddress} what="the receive address" />
      <span className={classes.mark} data-arrived={Boolean(firstTaggedMailAt)}>
        {firstTaggedMailAt ? (
          <>
            <IconCircleCheck size={15} aria-hidden /> in use
          </>
        ) : (
          <>
            <IconHourglassEmpty size={14} aria-hidden /> waiting for the first mail
          </>
        )}
      </span>
    </span>
  )
}
