import { TextInput } from '@mantine/core'
import { TYPED_ABOVE_RUNS } from '../../../contract/jobs.ts'

/** Whether so many runs want the job's name to be typed. */
export function wantsTypedName(runs: number): boolean {
  return runs > TYPED_ABOVE_RUNS
}

interface TypedNameProps {
  name: string
  value: string
  onChange: (typed: string) => void
}

/** A field for the name of a job with many runs: nobody types it by mistake. */
export function TypedName({ name, value, onChange }: TypedNameProps) {
  return (
    <TextInput
      label={`Type ${name} to confirm`}
      description={`It has more than ${TYPED_ABOVE_RUNS} runs`}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
