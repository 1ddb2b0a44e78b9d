import { Button, Group, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { type FormEvent, useState } from 'react'
import { problemOf } from '../../lib/problem.ts'

interface ViewNameProps {
  name: string
  onName: (name: string) => Promise<unknown>
}

/** Asks what a view is called; stays open until that name could be used. */
export function ViewName({ name, onName }: ViewNameProps) {
  const [typed, setTyped] = useState(name)
  const [error, setError] = useState<string | null>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    try {
      await onName(typed.trim())
      modals.closeAll()
    } catch (failure) {
      setError(problemOf(failure).detail)
    }
  }
  return (
    <form onSubmit={(event) => void save(event)}>
      <TextInput
        label="Name"
        data-autofocus
        maxLength={60}
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button type="submit" disabled={typed.trim() === ''}>
          Save
        </Button>
      </Group>
    </form>
  )
}
