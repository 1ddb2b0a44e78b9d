import { Button, Code, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { fieldErrors, problemOf } from '../../lib/problem.ts'
import { Callout } from '../../ui/callout.tsx'
import { Gate } from './gate.tsx'

const FIELDS = ['token', 'username', 'displayName', 'password']

/** Makes the first administrator, with the token that only the log shows. */
export function SetupPage({ onDone }: { onDone: () => void }) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { token: '', username: '', displayName: '', password: '' },
    validate: {
      token: (value) => (value.trim() ? null : 'Enter the setup token from the log'),
      username: (value) => (value.trim() ? null : 'Choose a user name'),
      password: (value) => (value.length < 12 ? 'At least 12 characters' : null),
    },
  })
  const setup = useMutation(
    api.session.setup.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: onDone,
      onError: (error) => form.setErrors(fieldErrors(problemOf(error), FIELDS).fields),
    }),
  )
  const general = setup.isError ? fieldErrors(problemOf(setup.error), FIELDS).general : null
  return (
    <Gate title="Welcome. Create the first administrator" lead={<WhereTheTokenIs />}>
      <form onSubmit={form.onSubmit((values) => setup.mutate(values))} noValidate>
        <Stack gap="sm">
          {general && <Callout tone="danger">{general}</Callout>}
          <TextInput
            label="Setup token"
            autoFocus
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            key={form.key('token')}
            {...form.getInputProps('token')}
          />
          <TextInput
            label="User name"
            autoComplete="username"
            key={form.key('username')}
            {...form.getInputProps('username')}
          />
          <TextInput
            label="Your name"
            description="How colleagues see you; optional"
            autoComplete="name"
            key={form.key('displayName')}
            {...form.getInputProps('displayName')}
          />
          <PasswordInput
            label="Password"
            description="At least 12 characters, and not a common one"
            autoComplete="new-password"
            key={form.key('password')}
            {...form.getInputProps('password')}
          />
          <Button type="submit" fullWidth mt="xs" loading={setup.isPending}>
            Create and sign in
          </Button>
        </Stack>
      </form>
    </Gate>
  )
}

function WhereTheTokenIs() {
  return (
    <>
      There is no default password. When it started on an empty database, the server wrote a setup token to
      its log: look in the terminal where it runs, or ask{' '}
      <Code style={{ whiteSpace: 'nowrap' }}>docker compose logs</Code>. It is good for 24 hours; a restart
      writes a new one.
    </>
  )
}
