import { Radio, Stack } from '@mantine/core'
import type { ReactNode } from 'react'

/** Leave it, take what holds for all, or an own value. */
export type Choice = 'keep' | 'inherit' | 'own'

interface RuleFieldProps {
  label: string
  description: string
  /** Several jobs at once: what each has may also stay. */
  bulk: boolean
  choice: Choice
  onChoose: (choice: Choice) => void
  /** What taking the own value away means. */
  inherited: string
  /** The field of the own value. */
  children: ReactNode
}

/** One rule: stays, is inherited, or gets a value of its own. */
export function RuleField(props: RuleFieldProps) {
  const { label, description, bulk, choice, onChoose, inherited, children } = props
  return (
    <Radio.Group
      label={label}
      description={description}
      value={choice}
      onChange={(value) => onChoose(value === 'keep' ? 'keep' : value === 'own' ? 'own' : 'inherit')}
    >
      <Stack gap={7} mt={8}>
        {bulk && <Radio value="keep" label="Leave as it is" />}
        <Radio value="inherit" label={inherited} />
        <Radio value="own" label="Its own" />
        {choice === 'own' && <div style={{ paddingLeft: 30 }}>{children}</div>}
      </Stack>
    </Radio.Group>
  )
}
