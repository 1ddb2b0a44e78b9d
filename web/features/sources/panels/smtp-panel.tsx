import { Grid, NumberInput, SimpleGrid, Stack, Switch, TagsInput, TextInput } from '@mantine/core'
import { Callout } from '../../../ui/callout.tsx'
import type { PanelProps, SettingsOf } from './panel.ts'
import { SmtpSignIn } from './smtp-sign-in.tsx'

export const SMTP_BLANK: SettingsOf<'smtp'> = {
  host: '0.0.0.0',
  port: 2525,
  allowedClients: [],
  recipientDomains: [],
  recipientAddresses: [],
  allowPlusTags: true,
  maxBytes: 25 * 1024 * 1024,
  requireTls: false,
  authentication: 'none',
  user: null,
  certificate: null,
  maxConnections: 50,
  maxPerClientPerMinute: 600,
}

const MIB = 1024 * 1024

/** The built-in listener that backup products deliver to. */
export function SmtpPanel(props: PanelProps<'smtp'>) {
  const { settings, onSettings, problemAt } = props
  const words = (field: 'allowedClients' | 'recipientDomains' | 'recipientAddresses') => ({
    value: settings[field],
    error: problemAt(field),
    splitChars: [',', ' ', ';'],
    acceptValueOnBlur: true,
    clearable: true,
    onChange: (values: string[]) => onSettings({ [field]: values }),
  })
  const amount = (field: 'port' | 'maxConnections' | 'maxPerClientPerMinute') => ({
    value: settings[field],
    error: problemAt(field),
    allowDecimal: false,
    onChange: (value: string | number) => onSettings({ [field]: Number(value) }),
  })
  return (
    <Stack gap="md">
      <Grid>
        <Grid.Col span={{ base: 8, sm: 9 }}>
          <TextInput
            label="Listen on"
            description="0.0.0.0 for every IPv4 address of this machine, :: for all"
            spellCheck={false}
            value={settings.host}
            error={problemAt('host')}
            onChange={(event) => onSettings({ host: event.currentTarget.value })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 4, sm: 3 }}>
          <NumberInput label="Port" description="Below 1024: see help" hideControls {...amount('port')} />
        </Grid.Col>
      </Grid>
      <TagsInput
        label="Allowed clients"
        description="Addresses and networks that may connect, such as 192.0.2.7 or 192.0.2.0/24. Everybody else is refused with the greeting"
        placeholder={settings.allowedClients.length === 0 ? '192.0.2.0/24' : ''}
        {...words('allowedClients')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TagsInput
          label="Recipient domains"
          description="Every address of these is received"
          placeholder={settings.recipientDomains.length === 0 ? 'reports.msp.example' : ''}
          {...words('recipientDomains')}
        />
        <TagsInput
          label="Recipient addresses"
          description="And these alone of other domains"
          placeholder={settings.recipientAddresses.length === 0 ? 'reports@msp.example' : ''}
          {...words('recipientAddresses')}
        />
      </SimpleGrid>
      <Switch
        label="Plus-tags"
        description="Also receives reports+customer@… where reports@… is received"
        checked={settings.allowPlusTags}
        onChange={(event) => onSettings({ allowPlusTags: event.currentTarget.checked })}
      />
      <SmtpSignIn {...props} />
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <NumberInput
          label="Largest message"
          description="At most 64 MB"
          suffix=" MB"
          min={1}
          max={64}
          value={settings.maxBytes / MIB}
          error={problemAt('maxBytes')}
          onChange={(value) => onSettings({ maxBytes: Math.round(Number(value) * MIB) })}
        />
        <NumberInput
          label="Connections"
          description="At once"
          min={1}
          max={1000}
          {...amount('maxConnections')}
        />
        <NumberInput
          label="Messages a minute"
          description="From one client"
          min={1}
          max={100_000}
          {...amount('maxPerClientPerMinute')}
        />
      </SimpleGrid>
      <Callout tone="info">
        It is no mail server: what is not for these recipients is refused, and nothing is passed on to
        anybody.
      </Callout>
    </Stack>
  )
}
