import { VisuallyHidden } from '@mantine/core'
import { IconAlertOctagon, IconCheck, IconHelpCircle, IconHourglass } from '@tabler/icons-react'
import type { ParseState } from './inbox-search.ts'
import classes from './parse-state.module.css'

const LOOKS = {
  parsed: { word: 'Parsed', Icon: IconCheck },
  unparsed: { word: 'Not recognised', Icon: IconHelpCircle },
  error: { word: 'Error', Icon: IconAlertOctagon },
  stored: { word: 'Waiting', Icon: IconHourglass },
} as const satisfies Record<ParseState, unknown>

/** How far the reading of a message got; what went wrong stands in words under the subject. */
export function ParseStateMark({ state, error }: { state: ParseState; error: string | null }) {
  const { word, Icon } = LOOKS[state]
  return (
    <span className={classes.mark} data-state={state} title={error ?? word}>
      <Icon size={17} aria-hidden />
      <VisuallyHidden>{word}</VisuallyHidden>
    </span>
  )
}

/** The states as choices of a filter. */
export const PARSE_STATE_CHOICES = Object.entries(LOOKS).map(([value, { word }]) => ({ value, label: word }))
