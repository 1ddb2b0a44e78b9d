import { Button, Group, Input, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFolder } from '@tabler/icons-react'
import { useId } from 'react'
import type { FolderFieldProps } from '../panels/panel.ts'
import { FolderDialog } from './folder-dialog.tsx'
import classes from './folder-field.module.css'
import type { Folders } from './use-folders.ts'

/** The chosen folder by its name, and the way to another one. */
export function FolderField(props: FolderFieldProps & { folders: Folders; isId: boolean }) {
  const { label, description, value, onChange, without, error, folders, isId } = props
  const [opened, { open, close }] = useDisclosure(false)
  const id = useId()
  const known = folders.tree?.find((folder) => folder.id === value)
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div" id={id}>
      <Group
        gap={6}
        wrap="nowrap"
        mt={5}
        className={classes.field}
        data-invalid={Boolean(error) || undefined}
      >
        <IconFolder size={16} className={classes.icon} aria-hidden />
        <Text size="sm" truncate className={classes.name} title={known?.path ?? value ?? ''} role="status">
          {known ? known.path : nameless(value, { without, isId, folders })}
        </Text>
        <Button
          variant="light"
          size="compact-sm"
          aria-label={`Choose the ${label.toLowerCase()}`}
          onClick={() => {
            folders.load()
            open()
          }}
        >
          Choose…
        </Button>
      </Group>
      <FolderDialog
        {...props}
        opened={opened}
        onClose={close}
        onChoose={(folder) => {
          onChange(folder)
          close()
        }}
      />
    </Input.Wrapper>
  )
}

/** What stands there while the folder's name is not known. */
function nameless(
  value: string | null,
  { without, isId, folders }: { without: string | undefined; isId: boolean; folders: Folders },
): string {
  if (value === null) return without ?? 'Not chosen yet'
  if (!isId) return value
  if (folders.loading) return 'Reading the folder’s name…'
  return folders.tree ? 'A folder that is not there any more' : 'Chosen; its name cannot be read now'
}
