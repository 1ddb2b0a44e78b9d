import { Checkbox, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { Callout } from '../../ui/callout.tsx'
import { Copy } from '../../ui/copy.tsx'

interface RelayWarningProps {
  customerId: number | undefined
  accepted: boolean
  onAccept: (accepted: boolean) => void
}

/** Says why a shared relay is a risk and how the customer's own receive address removes it. */
export function RelayWarning({ customerId, accepted, onAccept }: RelayWarningProps) {
  const customer = useQuery({
    ...api.customers.get.queryOptions({ input: { id: customerId ?? 0 } }),
    enabled: customerId !== undefined,
  })
  const address = customer.data?.receiveAddress
  return (
    <Callout tone="warning" title="Nothing in this mail tells customers apart">
      <Text size="sm">
        The sender is a relay that the vendor shares between all its users. Another customer's report with the
        same job name would land in this job.
      </Text>
      {address ? (
        <Group gap={4} mt={6}>
          <Text size="sm">Better: let the device send to</Text>
          <Text size="sm" ff="monospace" fw={500}>
            {address}
          </Text>
          <Copy value={address} what="the receive address" />
        </Group>
      ) : (
        <Text size="sm" mt={6}>
          Better: let the device send to the customer's own receive address, or put the customer's name in
          brackets before the subject.
        </Text>
      )}
      <Checkbox
        mt="sm"
        autoComplete="off"
        label="I know; file it here all the same"
        checked={accepted}
        onChange={(event) => onAccept(event.currentTarget.checked)}
      />
    </Callout>
  )
}
