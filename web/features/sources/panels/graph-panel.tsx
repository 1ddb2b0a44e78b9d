import { Collapse, SimpleGrid, Stack, TextInput, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { SecretField } from '../../../ui/secret-field.tsx'
import type { PanelProps, SettingsOf } from './panel.ts'

export const GRAPH_BLANK: SettingsOf<'graph'> = {
  tenantId: '',
  clientId: '',
  mailbox: '',
  incomingFolderId: null,
  processedFolderId: null,
  apiUrl: 'https://graph.microsoft.com',
  loginUrl: 'https://login.microsoftonline.com',
}

/** A mailbox of Microsoft 365, read by an application of its own. */
export function GraphPanel(props: PanelProps<'graph'>) {
  const { settings, secrets, stored, onSettings, onSecrets, problemAt, folderField } = props
  const text = (field: 'tenantId' | 'clientId' | 'mailbox' | 'apiUrl' | 'loginUrl') => ({
    value: settings[field],
    error: problemAt(field),
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) =>
      onSettings({ [field]: event.currentTarget.value }),
  })
  return (
    <Stack gap="md">
      <TextInput
        label="Mailbox"
        description="The mail address of the mailbox that reports come to; a shared mailbox without a licence is enough"
        placeholder="reports@msp.example"
        {...text('mailbox')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <TextInput
          label="Tenant ID"
          description="Directory (tenant) ID, on the app registration’s overview"
          {...text('tenantId')}
        />
        <TextInput
          label="Client ID"
          description="Application (client) ID, on the same page"
          {...text('clientId')}
        />
      </SimpleGrid>
      <SecretField
        label="Client secret"
        description="The value of the secret, not its ID."
        isStored={stored.secret}
        value={secrets.secret ?? ''}
        error={problemAt('secret')}
        onChange={(secret) => onSecrets({ secret })}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {folderField({
          label: 'Incoming folder',
          description: 'What lies in it is taken in, oldest first',
          value: settings.incomingFolderId,
          onChange: (incomingFolderId) => onSettings({ incomingFolderId }),
          other: settings.processedFolderId,
          otherRole: 'the processed folder',
          error: problemAt('incomingFolderId'),
        })}
        {folderField({
          label: 'Processed folder',
          description: 'Where messages go once they are stored',
          value: settings.processedFolderId,
          onChange: (processedFolderId) => onSettings({ processedFolderId }),
          other: settings.incomingFolderId,
          otherRole: 'the incoming folder',
          error: problemAt('processedFolderId'),
        })}
      </SimpleGrid>
      <OtherCloud
        isOther={settings.apiUrl !== GRAPH_BLANK.apiUrl || settings.loginUrl !== GRAPH_BLANK.loginUrl}
      >
        <TextInput label="API address" {...text('apiUrl')} />
        <TextInput label="Sign-in address" {...text('loginUrl')} />
      </OtherCloud>
    </Stack>
  )
}

function OtherCloud({ isOther, children }: { isOther: boolean; children: React.ReactNode }) {
  const [opened, { toggle }] = useDisclosure(isOther)
  const Icon = opened ? IconChevronDown : IconChevronRight
  return (
    <div>
      <UnstyledButton fz="sm" c="dimmed" aria-expanded={opened} onClick={toggle}>
        <Icon size={14} style={{ verticalAlign: '-2px' }} aria-hidden /> Another cloud than the worldwide one
      </UnstyledButton>
      <Collapse expanded={opened}>
        <SimpleGrid cols={{ base: 1, sm: 2 }} pt="xs">
          {children}
        </SimpleGrid>
      </Collapse>
    </div>
  )
}
