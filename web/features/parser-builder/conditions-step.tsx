import { ActionIcon, Button, Select, Stack, TextInput, Tooltip } from '@mantine/core'
import { IconCheck, IconPlus, IconTrash, IconX } from '@tabler/icons-react'
import classes from './conditions-step.module.css'
import { type Condition, PARTS, problemAt } from './rule-words.ts'
import { Step } from './step.tsx'
import type { EditedRule } from './use-rule.ts'

const HOW: Record<Condition['how'], string> = {
  contains: 'contains',
  equals: 'is',
  'starts with': 'starts with',
  'ends with': 'ends with',
  matches: 'matches the pattern',
}

/** Which mails the rule is for; all conditions must hold. */
export function ConditionsStep({ edited: { rule, change, problems, trial } }: { edited: EditedRule }) {
  const { conditions } = rule
  const replace = (index: number, patch: Partial<Condition>) =>
    change({ conditions: conditions.map((each, at) => (at === index ? { ...each, ...patch } : each)) })
  return (
    <Step
      number={2}
      title="Which mails"
      lead="All conditions must hold. Upper and lower case make no difference."
    >
      <Stack gap={8}>
        {conditions.map((condition, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place
          <div key={index} className={classes.row}>
            <Holds holds={trial.data?.conditions[index]} />
            <Select
              aria-label={`Part of condition ${index + 1}`}
              data={Object.entries(PARTS).map(([value, label]) => ({ value, label }))}
              value={condition.part}
              allowDeselect={false}
              onChange={(part) => part && replace(index, { part: part as Condition['part'] })}
            />
            <Select
              aria-label={`Comparison of condition ${index + 1}`}
              data={Object.entries(HOW).map(([value, label]) => ({ value, label }))}
              value={condition.how}
              allowDeselect={false}
              onChange={(how) => how && replace(index, { how: how as Condition['how'] })}
            />
            <TextInput
              className={classes.value}
              aria-label={`Text of condition ${index + 1}`}
              value={condition.value}
              onChange={(event) => replace(index, { value: event.currentTarget.value })}
              error={problemAt(problems, `conditions.${index}`)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove condition ${index + 1}`}
              onClick={() => change({ conditions: conditions.filter((_, at) => at !== index) })}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() =>
              change({ conditions: [...conditions, { part: 'subject', how: 'contains', value: '' }] })
            }
          >
            Add a condition
          </Button>
        </div>
      </Stack>
    </Step>
  )
}

function Holds({ holds }: { holds: boolean | undefined }) {
  if (holds === undefined) return <span className={classes.mark} />
  const words = holds ? 'Holds for this mail' : 'Does not hold for this mail'
  return (
    <Tooltip label={words}>
      <span className={classes.mark} data-holds={holds} role="img" aria-label={words}>
        {holds ? <IconCheck size={16} /> : <IconX size={16} />}
      </span>
    </Tooltip>
  )
}
