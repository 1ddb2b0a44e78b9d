import { Button, Group, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { useBlocker } from '@tanstack/react-router'
import { ReadWaiting } from './read-waiting.tsx'
import type { StoredRule } from './rule-words.ts'
import classes from './save-bar.module.css'
import { TryOnAll } from './try-on-all.tsx'
import type { EditedRule } from './use-rule.ts'

interface SaveBarProps {
  edited: EditedRule
  stored: StoredRule | null
  isSaving: boolean
  onSave: () => void
}

/** Keeps the rule, and then reads what waits for it. */
export function SaveBar({ edited, stored, isSaving, onSave }: SaveBarProps) {
  const { isDirty, isValid, rule } = edited
  const canSave = isValid && (isDirty || stored === null)
  useHotkeys([['mod+S', () => canSave && onSave()]], [])
  useBlocker({
    shouldBlockFn: ({ current, next }) =>
      isDirty && current.pathname !== next.pathname && !window.confirm('Leave without saving the rule?'),
    enableBeforeUnload: () => isDirty,
  })
  return (
    <div className={classes.root}>
      <Group gap="sm">
        <Button onClick={onSave} disabled={!canSave} loading={isSaving}>
          Save
        </Button>
        <TryOnAll edited={edited} />
        {stored && <ReadWaiting ruleId={rule.id} disabled={isDirty} />}
        <Text size="sm" c="dimmed">
          {!isValid ? 'Something is missing: see the fields in red.' : isDirty ? 'Not saved yet' : ''}
        </Text>
      </Group>
    </div>
  )
}
