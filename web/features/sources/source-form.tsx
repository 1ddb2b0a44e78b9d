import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconBook2 } from '@tabler/icons-react'
import { useBlocker } from '@tanstack/react-router'
import { Callout } from '../../ui/callout.tsx'
import { Panel } from '../../ui/panel.tsx'
import { ConnectionFields } from './connection-fields.tsx'
import { ImportFields } from './import-fields.tsx'
import { KINDS } from './kinds.ts'
import { isMailbox, type StoredSecrets } from './source.ts'
import classes from './source-form.module.css'
import { TryConnection } from './try-connection.tsx'
import type { SourceForm as Form } from './use-source-form.ts'

interface SourceFormProps {
  form: Form
  stored: StoredSecrets
  /** Absent while it is not saved for the first time. */
  sourceId?: number
  isSaving: boolean
  /** What was refused and belongs to no field. */
  refusal: string | null
  onSave: () => void
}

/** All that can be set about a source, saved as a whole. */
export function SourceForm({ form, stored, sourceId, isSaving, refusal, onSave }: SourceFormProps) {
  const { draft, change, problemAt, isDirty } = form
  const isNew = sourceId === undefined
  const { label, help } = KINDS[draft.connection.kind]
  const save = () => form.check('all') && onSave()
  useHotkeys([['mod+S', save]], [])
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty &&
      !isSaving &&
      current.pathname !== next.pathname &&
      !window.confirm('Leave without saving this source?'),
    enableBeforeUnload: () => isDirty && !isSaving,
  })
  return (
    <form
      noValidate
      className={classes.root}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Panel title="Connection">
        <Stack gap="md">
          <Text size="sm" c="dimmed">
            What to prepare, step by step:{' '}
            <Anchor href={`/documentation/sources/${help}`} size="sm" target="_blank">
              <IconBook2 size={15} style={{ verticalAlign: '-2px' }} aria-hidden /> {label} in the
              documentation
            </Anchor>
          </Text>
          <TextInput
            label="Name"
            description="What it is called on the pages"
            value={draft.name}
            error={problemAt('name')}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <ConnectionFields form={form} stored={stored} sourceId={sourceId} />
        </Stack>
        <TryConnection form={form} sourceId={sourceId} />
      </Panel>
      {isMailbox(draft.connection.kind) && <ImportFields form={form} />}
      <div className={classes.save} data-wanted={isNew || isDirty || undefined}>
        {refusal && (
          <Callout tone="danger" title="This was not saved">
            {refusal}
          </Callout>
        )}
        <Group gap="sm">
          <Button type="submit" loading={isSaving} disabled={!isNew && !isDirty}>
            {isNew ? 'Add this source' : 'Save'}
          </Button>
          {!isNew && isDirty && (
            <>
              <Button variant="subtle" color="gray" onClick={form.discard}>
                Discard changes
              </Button>
              <Text size="sm" c="dimmed">
                Not saved yet
              </Text>
            </>
          )}
        </Group>
      </div>
    </form>
  )
}
