import { Checkbox, Grid, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { Callout } from '../../../ui/callout.tsx'
import { SecretField } from '../../../ui/secret-field.tsx'
import type { PanelProps, SettingsOf } from './panel.ts'

export const IMAP_BLANK: SettingsOf<'imap'> = {
  host: '',
  port: 993,
  tls: 'implicit',
  user: '',
  authentication: 'password',
  incomingFolder: 'INBOX',
  processedFolder: null,
}

const ENCRYPTIONS = [
  { value: 'implicit', label: 'TLS from the start' },
  { value: 'starttls', label: 'STARTTLS' },
  { value: 'none', label: 'None' },
] as const
const SIGN_INS = [
  { value: 'password', label: 'Password' },
  { value: 'xoauth2', label: 'OAuth access token' },
] as const
/** Changing the encryption takes the port along while it is the usual one. */
const USUAL_PORT = { implicit: 993, starttls: 143, none: 143 } as const

/** Any other mailbox that speaks IMAP. */
export function ImapPanel(props: PanelProps<'imap'>) {
  const { settings, secrets, stored, onSettings, onSecrets, problemAt, folderField } = props
  const encrypt = (value: string | null) => {
    const tls = ENCRYPTIONS.find((each) => each.value === value)?.value
    if (!tls) return
    const isUsual = settings.port === USUAL_PORT[settings.tls]
    onSettings({ tls, ...(isUsual && { port: USUAL_PORT[tls] }) })
  }
  const isToken = settings.authentication === 'xoauth2'
  return (
    <Stack gap="md">
      <Grid>
        <Grid.Col span={{ base: 12, sm: 6 }}>
          <TextInput
            label="Server"
            description="As its certificate names it"
            placeholder="imap.msp.example"
            spellCheck={false}
            value={settings.host}
            error={problemAt('host')}
            onChange={(event) => onSettings({ host: event.currentTarget.value })}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 8, sm: 4 }}>
          <Select
            label="Encryption"
            description={
              settings.tls === 'none' ? 'Everything goes in the clear' : 'Nothing goes in the clear'
            }
            data={ENCRYPTIONS}
            allowDeselect={false}
            value={settings.tls}
            onChange={encrypt}
          />
        </Grid.Col>
        <Grid.Col span={{ base: 4, sm: 2 }}>
          <NumberInput
            label="Port"
            description="Usually 993"
            hideControls
            allowDecimal={false}
            value={settings.port}
            error={problemAt('port')}
            onChange={(port) => onSettings({ port: Number(port) })}
          />
        </Grid.Col>
      </Grid>
      {settings.tls === 'none' && (
        <Callout tone="warning">
          Without encryption everybody on the way can read the password. Use it on the same machine only.
        </Callout>
      )}
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label="User"
          description="Often the whole mail address"
          spellCheck={false}
          value={settings.user}
          error={problemAt('user')}
          onChange={(event) => onSettings({ user: event.currentTarget.value })}
        />
        <Select
          label="Signs in with"
          description="Many providers want an app password"
          data={SIGN_INS}
          allowDeselect={false}
          value={settings.authentication}
          onChange={(value) =>
            onSettings({ authentication: SIGN_INS.find((each) => each.value === value)?.value ?? 'password' })
          }
        />
      </SimpleGrid>
      <SecretField
        label={isToken ? 'Access token' : 'Password'}
        description={isToken ? 'Used as it is and not renewed.' : ''}
        isStored={stored.secret}
        value={secrets.secret ?? ''}
        error={problemAt('secret')}
        onChange={(secret) => onSecrets({ secret })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {folderField({
          label: 'Incoming folder',
          description: 'What lies in it is taken in, oldest first',
          value: settings.incomingFolder || null,
          onChange: (folder) => onSettings({ incomingFolder: folder ?? '' }),
          other: settings.processedFolder,
          otherRole: 'the processed folder',
          error: problemAt('incomingFolder'),
        })}
        {folderField({
          label: 'Processed folder',
          description: 'Where messages go once they are stored',
          value: settings.processedFolder,
          onChange: (processedFolder) => onSettings({ processedFolder }),
          other: settings.incomingFolder,
          otherRole: 'the incoming folder',
          without: 'None: they stay where they are',
          error: problemAt('processedFolder'),
        })}
      </SimpleGrid>
      <Checkbox
        label="Take any certificate"
        description="Anybody on the way can then read the password: for a lab"
        checked={settings.allowInvalidCertificate ?? false}
        onChange={(event) => onSettings({ allowInvalidCertificate: event.currentTarget.checked })}
      />
    </Stack>
  )
}
