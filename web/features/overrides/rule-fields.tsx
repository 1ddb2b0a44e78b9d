import { Button, Group, Radio, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useSession } from '../../lib/session.tsx'
import classes from './rule-fields.module.css'
import { expiryChoices, type RuleValues } from './rule-values.ts'

interface RuleFieldsProps {
  form: UseFormReturnType<RuleValues>
  /** Texts to choose from with one click. */
  texts?: readonly string[]
}

const STATUSES = [
  { value: 'any', label: 'Any status' },
  { value: 'failed', label: 'Failed' },
  { value: 'warning', label: 'Warning' },
]
/** How a rule compares a text. */
export const MODES = [
  { value: 'contains', label: 'contains' },
  { value: 'exact', label: 'is exactly' },
  { value: 'starts with', label: 'starts with' },
  { value: 'ends with', label: 'ends with' },
]

/** What a rule compares with, what it does, and how long it holds. */
export function RuleFields({ form, texts = [] }: RuleFieldsProps) {
  const { timeZone } = useSession()
  const { text, treatAsSuccess, until } = form.values
  const statuses = treatAsSuccess ? STATUSES : [...STATUSES, { value: 'success', label: 'Success' }]
  return (
    <Stack gap="md">
      <div className={classes.criteria}>
        <Select
          label="When the status is"
          data={statuses}
          allowDeselect={false}
          {...form.getInputProps('status')}
        />
        <Select label="and the text" data={MODES} allowDeselect={false} {...form.getInputProps('mode')} />
      </div>
      <div>
        <Textarea
          label="Text"
          description="Of an object its message, of a run its status text and remark. Blank: any text."
          autosize
          minRows={1}
          maxRows={4}
          maxLength={2000}
          {...form.getInputProps('text')}
        />
        {texts.length > 0 && (
          <Group gap={6} mt={6} className={classes.texts} role="group" aria-label="Texts of this run">
            {texts.map((one) => (
              <Button
                key={one}
                variant={one === text ? 'light' : 'default'}
                size="compact-xs"
                title={one}
                onClick={() => form.setFieldValue('text', one)}
              >
                {one}
              </Button>
            ))}
            <Button
              variant={text === '' ? 'light' : 'default'}
              size="compact-xs"
              onClick={() => form.setFieldValue('text', '')}
            >
              Any text
            </Button>
          </Group>
        )}
      </div>
      <Radio.Group
        label="These runs"
        value={treatAsSuccess ? 'success' : 'flag'}
        onChange={(value) => form.setFieldValue('treatAsSuccess', value === 'success')}
      >
        <Group gap="lg" mt={4}>
          <Radio value="success" label="count as a success" />
          <Radio value="flag" label="are only flagged" />
        </Group>
      </Radio.Group>
      <div>
        <div className={classes.criteria}>
          <TextInput
            type="datetime-local"
            label="For runs from"
            description={`By the clock of ${timeZone}`}
            {...form.getInputProps('from')}
          />
          <TextInput
            type="datetime-local"
            label="until"
            description="Blank: without end"
            {...form.getInputProps('until')}
          />
        </div>
        <Group gap={6} mt={6} role="group" aria-label="How long">
          {expiryChoices(timeZone, Date.now()).map((choice) => (
            <Button
              key={choice.label}
              variant={choice.until === until ? 'light' : 'default'}
              size="compact-xs"
              onClick={() => form.setFieldValue('until', choice.until)}
            >
              {choice.label}
            </Button>
          ))}
        </Group>
      </div>
      <Comment form={form} />
    </Stack>
  )
}

/** Why: the one thing that nobody can find out later. */
export function Comment({ form }: Pick<RuleFieldsProps, 'form'>) {
  return (
    <TextInput
      label="Comment"
      description={
        <Text span inherit>
          Why this is no problem; colleagues read it on every run
        </Text>
      }
      placeholder="The customer replaces this disk in December"
      maxLength={2000}
      {...form.getInputProps('comment')}
    />
  )
}
