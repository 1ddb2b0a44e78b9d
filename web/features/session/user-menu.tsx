import { Menu, Text, useMantineColorScheme, VisuallyHidden } from '@mantine/core'
import { IconLogout, IconSelector, IconUserCog } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import { ROLES } from '../../../contract/base.ts'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import { useMay, useSession } from '../../lib/session.tsx'
import classes from './user-menu.module.css'

const SCHEMES = ['light', 'dark', 'auto'] as const

/** Who is signed in: switch role, choose the colour scheme, sign out. */
export function UserMenu() {
  const { user, roles, activeRole, version } = useSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { switchRole, signOut } = useSessionChanges()
  const hasSettings = useMay(contract.queueViews.list)
  const name = user.displayName || user.username
  return (
    <Menu position="top-start" width={216} shadow="lg" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={classes.button}>
          <VisuallyHidden>Account:</VisuallyHidden>
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
          <Menu.RadioGroup
            value={activeRole}
            onChange={(value) => {
              const role = ROLES.find((known) => known === value)
              if (role && role !== activeRole) switchRole.mutate({ role })
            }}
          >
            <Menu.Label>Active role</Menu.Label>
            {roles.map((role) => (
              <Menu.RadioItem key={role} value={role} tt="capitalize" closeMenuOnClick>
                {role}
              </Menu.RadioItem>
            ))}
            <Menu.Divider />
          </Menu.RadioGroup>
        )}
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(SCHEMES.find((scheme) => scheme === value) ?? 'auto')}
        >
          <Menu.Label>Colours</Menu.Label>
          {SCHEMES.map((scheme) => (
            <Menu.RadioItem key={scheme} value={scheme} tt="capitalize">
              {scheme}
            </Menu.RadioItem>
          ))}
          <Menu.Divider />
        </Menu.RadioGroup>
        {hasSettings && (
          <Menu.Item leftSection={<IconUserCog size={16} />} component={Link} to="/user-settings">
            Your settings
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate(undefined)}>
          Sign out
        </Menu.Item>
        <Text size="xs" c="dimmed" px="sm" py={4} aria-hidden>
          Version {version}
        </Text>
      </Menu.Dropdown>
    </Menu>
  )
}

function useSessionChanges() {
  const router = useRouter()
  const queryClient = useQueryClient()
  const switchRole = useMutation(
    api.session.switchRole.mutationOptions({
      onSuccess: async () => {
        await queryClient.refetchQueries({ queryKey: api.session.current.key() })
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
  return { switchRole, signOut }
}
