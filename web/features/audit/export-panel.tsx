import { Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { reviewEvidenceUrl } from '../../lib/api.ts'
import { dayAfter, dayIn, monthAfter } from '../../lib/local-time.ts'
import { useSession } from '../../lib/session.tsx'
import { CustomerPicker, type PickedCustomer } from '../../pickers/customer-picker.tsx'
import { Panel } from '../../ui/panel.tsx'
import classes from './export-panel.module.css'

/** Takes the reviews of a customer's runs in a period out as a file; last month is what is mostly asked for. */
export function ExportPanel() {
  const { timeZone } = useSession()
  const [customer, setCustomer] = useState<PickedCustomer | null>(null)
  const [period, setPeriod] = useState(() => lastMonth(timeZone))
  const [format, setFormat] = useState<'csv' | 'json'>('csv')
  const isBackwards = period.from !== '' && period.to !== '' && period.from > period.to
  const isReady = customer !== null && period.from !== '' && period.to !== '' && !isBackwards
  return (
    <Panel title="Export">
      <Stack gap="sm" maw={640}>
        <Text size="sm" c="dimmed">
          One line for each review, undo and system entry, with what was before and after, and with its link
          in the chain. Days are those of the customer’s time zone, else of {timeZone}; the file names the
          zone.
        </Text>
        <CustomerPicker value={customer} onChange={setCustomer} />
        <div className={classes.period}>
          <TextInput
            type="date"
            label="First day"
            value={period.from}
            onChange={({ currentTarget: { value } }) => setPeriod((now) => ({ ...now, from: value }))}
          />
          <TextInput
            type="date"
            label="Last day"
            value={period.to}
            error={isBackwards && 'Lies before the first day'}
            onChange={({ currentTarget: { value } }) => setPeriod((now) => ({ ...now, to: value }))}
          />
        </div>
        <Group>
          <SegmentedControl
            aria-label="Format"
            value={format}
            onChange={(value) => setFormat(value === 'json' ? 'json' : 'csv')}
            data={[
              { value: 'csv', label: 'CSV' },
              { value: 'json', label: 'JSON' },
            ]}
          />
          <DownloadButton
            href={isReady ? reviewEvidenceUrl({ customerId: customer.id, ...period, format }) : undefined}
          />
          {!customer && (
            <Text size="sm" c="dimmed">
              Choose a customer first
            </Text>
          )}
        </Group>
      </Stack>
    </Panel>
  )
}

function DownloadButton({ href }: { href: string | undefined }) {
  const looks = { leftSection: <IconDownload size={16} />, children: 'Download' }
  return href ? <Button component="a" href={href} download {...looks} /> : <Button disabled {...looks} />
}

function lastMonth(timeZone: string): { from: string; to: string } {
  const thisMonth = dayIn(timeZone, Date.now()).slice(0, 7)
  return { from: `${monthAfter(thisMonth, -1)}-01`, to: dayAfter(`${thisMonth}-01`, -1) }
}
