import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { Callout } from '../../ui/callout.tsx'
import { Gate } from './gate.tsx'

/** Signs a person in with user name and password. */
export function SignInPage({ onSignedIn }: { onSignedIn: () => void }) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { username: '', password: '' },
    validate: {
      username: (value) => (value.trim() ? null : 'Enter your user name'),
      password: (value) => (value ? null : 'Enter your password'),
    },
  })
  const signIn = useMutation(
    api.session.signIn.mutationOptions({ meta: { showsOwnErrors: true }, onSuccess: onSignedIn }),
  )
  return (
    <Gate title="Sign in" lead="With the user name and password you were given.">
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))} noValidate>
        <Stack gap="sm">
          {signIn.isError && <Callout tone="danger">{problemOf(signIn.error).detail}</Callout>}
          <TextInput
            label="User name"
            autoComplete="username"
            autoFocus
            key={form.key('username')}
            {...form.getInputProps('username')}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" fullWidth mt="xs" loading={signIn.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
    </Gate>
  )
}
