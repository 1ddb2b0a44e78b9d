import { Stack, TagsInput, Text } from '@mantine/core'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { problemAt } from './rule-words.ts'
import { Step } from './step.tsx'
import type { EditedRule } from './use-rule.ts'

const STATUSES = ['success', 'warning', 'failed'] as const

/** Which words mean which status. */
export function StatusStep({ edited: { rule, change, problems } }: { edited: EditedRule }) {
  const { statusWords } = rule
  return (
    <Step
      number={4}
      title="Status words"
      lead="The worst word that is found counts. Without any of them it is a warning that shows the text: never a success."
    >
      <Stack gap="sm">
        {STATUSES.map((status) => (
          <div key={status}>
            <StatusBadge status={status} />
            <TagsInput
              mt={4}
              aria-label={`Words for ${status}`}
              value={statusWords[status]}
              splitChars={[',', ';']}
              onChange={(words) => change({ statusWords: { ...statusWords, [status]: words } })}
              error={problemAt(problems, `statusWords.${status}`)}
            />
          </div>
        ))}
        <Text size="xs" c="dimmed">
          The same words are looked for in the status column of the objects. A success word behind “not”,
          “nicht”, “niet” or “pas” counts as a warning.
        </Text>
      </Stack>
    </Step>
  )
}
