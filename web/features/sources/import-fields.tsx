import { NumberInput, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core'
import { Panel } from '../../ui/panel.tsx'
import type { SourceForm } from './use-source-form.ts'

/** Of a mailbox: how often it is read, and whose word counts about who sent a mail. */
export function ImportFields({ form }: { form: SourceForm }) {
  const { draft, change, problemAt } = form
  return (
    <>
      <Panel title="Automatic import">
        <Stack gap="md">
          <Switch
            label="Import by itself"
            description="The first import begins as soon as this is switched on and saved"
            checked={draft.autoImport}
            onChange={(event) => change({ autoImport: event.currentTarget.checked })}
          />
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <NumberInput
              label="Every"
              description={
                draft.connection.kind === 'imap'
                  ? 'Besides, new mail is noticed within seconds'
                  : 'Fifteen is a good number'
              }
              suffix=" minutes"
              min={1}
              max={1440}
              allowDecimal={false}
              value={draft.intervalMinutes}
              error={problemAt('intervalMinutes')}
              onChange={(value) => change({ intervalMinutes: Number(value) })}
            />
            <NumberInput
              label="Batch size"
              description="So many are stored, then moved; then the next"
              suffix=" messages"
              min={1}
              max={1000}
              allowDecimal={false}
              value={draft.batchSize}
              error={problemAt('batchSize')}
              onChange={(value) => change({ batchSize: Number(value) })}
            />
          </SimpleGrid>
        </Stack>
      </Panel>
      <Panel title="Who really sent it">
        <Text size="sm" c="dimmed" mb="sm">
          Anybody can write any sender into a mail. Your own mail server checks it on arrival and writes what
          it found into the header Authentication-Results. When it says that a success comes from somebody
          else than before, the run is a warning until a person accepts the sender.
        </Text>
        <TextInput
          label="Trusted mail server"
          description="Its name as that header begins with, such as mx.msp.example. Empty: the topmost such header is believed, which is right for Microsoft 365 and for most others"
          placeholder="The topmost header"
          spellCheck={false}
          maw={420}
          value={draft.trustedAuthenticationServer ?? ''}
          error={problemAt('trustedAuthenticationServer')}
          onChange={(event) => change({ trustedAuthenticationServer: event.currentTarget.value || null })}
        />
      </Panel>
    </>
  )
}
