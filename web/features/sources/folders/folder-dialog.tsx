import { Button, Group, Modal, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { IconRefresh, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { countOf } from '../../../lib/amounts.ts'
import { Callout } from '../../../ui/callout.tsx'
import type { FolderFieldProps } from '../panels/panel.ts'
import { folderRows } from './folder-rows.ts'
import { FolderTree } from './folder-tree.tsx'
import type { Folders } from './use-folders.ts'

interface FolderDialogProps extends FolderFieldProps {
  folders: Folders
  opened: boolean
  onClose: () => void
  onChoose: (folderId: string | null) => void
}

/** The mailbox's own folders, in its own language: search or walk, then choose. */
export function FolderDialog(props: FolderDialogProps) {
  const { label, folders, opened, onClose, onChoose, value, other, otherRole, without } = props
  const { tree, problem, loading, load } = folders
  const [search, setSearch] = useState('')
  const body = useRef<HTMLDivElement>(null)
  const fits = tree ? folderRows(tree, new Set(), search).length > 0 : true
  const intoTree = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return
    event.preventDefault()
    body.current?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus()
  }
  return (
    <Modal opened={opened} onClose={onClose} title={label} size="lg" centered>
      <div ref={body}>
        <TextInput
          type="search"
          aria-label="Search folders"
          placeholder="Search folders"
          data-autofocus
          mb="sm"
          leftSection={<IconSearch size={15} />}
          value={search}
          disabled={!tree}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={intoTree}
        />
        {problem && !loading && (
          <Callout tone="danger" title="The folders cannot be read">
            {problem}
          </Callout>
        )}
        {loading && <Waiting />}
        {tree && !loading && !problem && fits && (
          <FolderTree
            label="Folders of the mailbox"
            folders={tree}
            search={search}
            chosen={value}
            taken={{ id: other, as: otherRole }}
            onChoose={({ id }) => onChoose(id)}
          />
        )}
        {tree && !loading && !problem && !fits && (
          <Text c="dimmed" size="sm" py="xl" ta="center">
            {search ? `No folder is called like “${search}”.` : 'This mailbox shows no folders.'}
          </Text>
        )}
      </div>
      <Group justify="space-between" mt="md" gap="xs">
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconRefresh size={15} />}
          disabled={loading}
          onClick={() => load(true)}
        >
          Read again
        </Button>
        <Group gap="xs">
          {tree && (
            <Text size="sm" c="dimmed">
              {countOf(tree.length, 'folder')}
            </Text>
          )}
          {without && (
            <Button variant="default" onClick={() => onChoose(null)}>
              No folder
            </Button>
          )}
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </Group>
    </Modal>
  )
}

function Waiting() {
  return (
    <Stack gap="sm" h="46vh" p="sm" aria-label="Reading the folders" role="status">
      {['58%', '42%', '66%', '50%', '38%'].map((width) => (
        <Skeleton key={width} height={18} width={width} />
      ))}
    </Stack>
  )
}
