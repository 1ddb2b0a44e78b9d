import { Menu, SegmentedControl, Text, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconLogout, IconSelector } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { useSession } from '../../lib/session.tsx'
import classes from './user-menu.module.css'

/** Who is signed in: switch role, choose the colour scheme, sign out. */
export function UserMenu() {
  const { user, roles, activeRole, version } = useSession()
  const router = useRouter()
  const queryClient = useQueryClient()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const switchRole = useMutation(
    api.session.switchRole.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: api.session.key() })
        await router.navigate({ to: '/' })
      },
    }),
  )
  const signOut = useMutation(
    api.session.signOut.mutationOptions({
      onSuccess: async () => {
        await router.navigate({ to: '/sign-in' })
        queryClient.clear()
      },
    }),
  )
  const name = user.displayName || user.username
  return (
    <Menu position="top-start" width={224} shadow="lg">
      <Menu.Target>
        <button type="button" className={classes.button} aria-label={`Account: ${name}, ${activeRole}`}>
          <span className={classes.initial} aria-hidden>
            {name.slice(0, 1).toUpperCase()}
          </span>
          <span className={classes.words}>
            <span className={classes.name}>{name}</span>
            <span className={classes.role}>{activeRole}</span>
          </span>
          <IconSelector size={16} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {roles.length > 1 && (
          <>
            <Menu.Label>Active role</Menu.Label>
            {roles.map((role) => (
              <Menu.Item
                key={role}
                tt="capitalize"
                rightSection={role === activeRole && <IconCheck size={15} />}
                onClick={() => role !== activeRole && switchRole.mutate({ role })}
              >
                {role}
              </Menu.Item>
            ))}
            <Menu.Divider />
          </>
        )}
        <Menu.Label>Colours</Menu.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label="Colours"
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as 'light' | 'dark' | 'auto')}
          data={[
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
            { value: 'auto', label: 'Auto' },
          ]}
        />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate(undefined)}>
          Sign out
        </Menu.Item>
        <Text size="xs" c="dimmed" px="sm" py={4}>
          Version {version}
        </Text>
      </Menu.Dropdown>
    </Menu>
  )
}
