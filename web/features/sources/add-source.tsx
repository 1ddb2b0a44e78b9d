import { Button, Menu, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { KINDS, SOURCE_KINDS } from './kinds.ts'

/** Chooses the kind of a new source. */
export function AddSource() {
  return (
    <Menu position="bottom-end" width={320} shadow="md">
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} />}>Add a source</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SOURCE_KINDS.map((kind) => {
          const { Icon, label, offer } = KINDS[kind]
          return (
            <Menu.Item
              key={kind}
              component={Link}
              to={`/settings/sources/new/${kind}`}
              leftSection={<Icon size={20} stroke={1.5} />}
            >
              {label}
              <Text size="xs" c="dimmed">
                {offer}
              </Text>
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
