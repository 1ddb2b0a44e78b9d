import { Group, SegmentedControl, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { type ObjectRows, problemAt, type RuleSample } from './rule-words.ts'
import { Step } from './step.tsx'
import type { EditedRule } from './use-rule.ts'

const COLUMNS = [
  ['name', 'Name'],
  ['status', 'Status'],
  ['message', 'Message'],
  ['size', 'Size'],
  ['transferred', 'Transferred'],
  ['started', 'Start'],
  ['ended', 'End'],
] as const
const LINES: ObjectRows = { way: 'lines', pattern: '^(?P<name>\\S+): (?P<status>\\w+)', leaveOut: [] }

/** Where the machines, shares or mailboxes of the report stand. */
export function ObjectsStep({ edited, tables }: { edited: EditedRule; tables: RuleSample['tables'] }) {
  const { rule, change, problems } = edited
  const { objects } = rule
  const set = (rows: ObjectRows | null) => change({ objects: rows })
  const [firstTable] = tables
  const blank: ObjectRows = firstTable?.proposal ?? {
    way: 'table',
    columns: {
      name: '',
      status: null,
      message: null,
      size: null,
      transferred: null,
      started: null,
      ended: null,
    },
    leaveOut: [],
  }
  return (
    <Step
      number={5}
      title="Objects"
      lead="The parts that the report lists: machines, shares, mailboxes. Leave it out when it lists none."
    >
      <Stack gap="sm">
        <SegmentedControl
          size="xs"
          aria-label="Where the objects stand"
          value={objects?.way ?? 'none'}
          onChange={(way) => set(way === 'table' ? blank : way === 'lines' ? LINES : null)}
          data={[
            { value: 'none', label: 'None listed' },
            { value: 'table', label: 'In a table' },
            { value: 'lines', label: 'In repeating lines' },
          ]}
        />
        {objects?.way === 'table' && (
          <TableColumns
            objects={objects}
            tables={tables}
            error={problemAt(problems, 'objects')}
            onChange={set}
          />
        )}
        {objects?.way === 'lines' && (
          <TextInput
            label="Pattern of a line"
            description="With the groups (?P<name>…), (?P<status>…), (?P<message>…) and (?P<size>…)"
            ff="monospace"
            value={objects.pattern}
            error={problemAt(problems, 'objects')}
            onChange={(event) => set({ ...objects, pattern: event.currentTarget.value })}
          />
        )}
        {objects && (
          <TagsInput
            label="Names to leave out"
            description="Rows that are no objects, such as a total"
            value={objects.leaveOut}
            onChange={(leaveOut) => set({ ...objects, leaveOut })}
          />
        )}
      </Stack>
    </Step>
  )
}

interface TableColumnsProps {
  objects: Extract<ObjectRows, { way: 'table' }>
  tables: RuleSample['tables']
  error: string | undefined
  onChange: (rows: ObjectRows) => void
}

function TableColumns({ objects, tables, error, onChange }: TableColumnsProps) {
  const { columns } = objects
  const wanted = Object.values(columns).filter((column) => column !== null)
  const at = tables.findIndex(({ header }) => wanted.every((column) => header.includes(column)))
  const header = tables[at]?.header ?? []
  const headers = [...new Set([...header, ...wanted])].filter((cell) => cell !== '')
  return (
    <Stack gap="sm">
      {tables.length > 1 && (
        <Select
          label="Table"
          data={tables.map((table, index) => ({ value: String(index), label: table.header.join(' · ') }))}
          value={at < 0 ? null : String(at)}
          allowDeselect={false}
          onChange={(index) => {
            const proposal = tables[Number(index)]?.proposal
            if (proposal) onChange(proposal)
          }}
        />
      )}
      <Group gap="xs" align="flex-start">
        {COLUMNS.map(([fact, label]) => (
          <Select
            key={fact}
            label={label}
            w={128}
            data={headers}
            value={columns[fact] || null}
            placeholder="none"
            clearable={fact !== 'name'}
            searchable
            error={fact === 'name' ? error : undefined}
            onChange={(column) =>
              onChange({
                ...objects,
                columns: { ...columns, [fact]: fact === 'name' ? (column ?? '') : column },
              })
            }
          />
        ))}
      </Group>
    </Stack>
  )
}
