import { Select, SimpleGrid, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import { SecretField } from '../../../ui/secret-field.tsx'
import type { PanelProps } from './panel.ts'

const SIGN_INS = [
  { value: 'none', label: 'Nobody signs in' },
  { value: 'optional', label: 'Who wants to may sign in' },
  { value: 'required', label: 'Everybody must sign in' },
] as const

/** Encryption and sign-in of the listener; they come on top of the allowed clients. */
export function SmtpSignIn({
  settings,
  secrets,
  stored,
  onSettings,
  onSecrets,
  problemAt,
}: PanelProps<'smtp'>) {
  const hasCertificate = Boolean(settings.certificate)
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Textarea
          label="Certificate"
          description="PEM, for STARTTLS; empty for a listener without encryption"
          autosize
          minRows={3}
          maxRows={8}
          spellCheck={false}
          placeholder="-----BEGIN CERTIFICATE-----"
          value={settings.certificate ?? ''}
          error={problemAt('certificate')}
          onChange={(event) => onSettings({ certificate: event.currentTarget.value || null })}
        />
        {hasCertificate && (
          <SecretField
            multiline
            label="Its private key"
            description="PEM."
            isStored={stored.certificateKey}
            value={secrets.certificateKey ?? ''}
            error={problemAt('certificateKey')}
            onChange={(certificateKey) => onSecrets({ certificateKey })}
          />
        )}
      </SimpleGrid>
      <Switch
        label="Require TLS"
        description={
          hasCertificate || settings.requireTls
            ? 'Refuses messages that come in the clear'
            : 'Refuses messages that come in the clear; needs a certificate'
        }
        disabled={!hasCertificate && !settings.requireTls}
        checked={settings.requireTls}
        onChange={(event) => onSettings({ requireTls: event.currentTarget.checked })}
      />
      <SimpleGrid cols={{ base: 1, sm: settings.authentication === 'none' ? 2 : 3 }}>
        <Select
          label="Sign-in"
          description="Over TLS only"
          data={SIGN_INS}
          allowDeselect={false}
          value={settings.authentication}
          error={problemAt('authentication')}
          onChange={(value) =>
            onSettings({ authentication: SIGN_INS.find((each) => each.value === value)?.value ?? 'none' })
          }
        />
        {settings.authentication !== 'none' && (
          <>
            <TextInput
              label="User"
              description="One account for all clients"
              value={settings.user ?? ''}
              error={problemAt('user')}
              onChange={(event) => onSettings({ user: event.currentTarget.value || null })}
            />
            <SecretField
              label="Password"
              isStored={stored.secret}
              value={secrets.secret ?? ''}
              error={problemAt('secret')}
              onChange={(secret) => onSecrets({ secret })}
            />
          </>
        )}
      </SimpleGrid>
    </Stack>
  )
}
