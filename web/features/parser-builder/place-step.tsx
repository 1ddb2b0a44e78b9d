import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { Callout } from '../../ui/callout.tsx'
import { Step } from './step.tsx'
import type { EditedRule } from './use-rule.ts'

const LAST = 'after all'

/** Where the rule stands in the one list in which mails are tried. */
export function PlaceStep({ edited: { rule, before, setBefore, trial } }: { edited: EditedRule }) {
  const parsers = useQuery(api.parsers.list.queryOptions())
  const builtIn = parsers.data?.rows.filter((row) => row.kind === 'built-in') ?? []
  const taker = trial.data?.takenBy
  const isTakenByAnother = trial.data?.result != null && taker != null && taker !== rule.id
  return (
    <Step
      number={6}
      title="Place in the list"
      lead="Mails are tried from the top of the list; the first parser that reads a mail has it."
    >
      <Select
        aria-label="Place in the list"
        searchable
        data={[
          { value: LAST, label: 'After all built-in parsers' },
          ...builtIn.map((row) => ({ value: row.id, label: `Before ${row.id} (${row.software})` })),
        ]}
        value={before ?? LAST}
        allowDeselect={false}
        onChange={(value) => setBefore(value === LAST || value === null ? null : value)}
      />
      {isTakenByAnother && (
        <Callout tone="warning" title={`${taker} takes this mail first`}>
          Move the rule before it, or make the conditions of this rule narrower if that parser is right.
        </Callout>
      )}
    </Step>
  )
}
