import { Select } from '@mantine/core'
import classes from './facts-step.module.css'
import { blankWay, type Fact, type FieldProblems, problemAt, type TextWay, wayInWords } from './rule-words.ts'
import { TextWayFields } from './text-way-fields.tsx'

const KINDS: Record<TextWay['way'], string> = {
  label: 'behind a label',
  between: 'between two texts',
  fixed: 'always the same',
  pattern: 'by a pattern',
}

interface FactRowProps {
  fact: Fact
  label: string
  needed: boolean
  hint: string
  way: TextWay | null
  otherWays: readonly TextWay[]
  /** What it reads from the mail beside it; null for nothing. */
  reads: string | null
  problems: FieldProblems
  onChange: (way: TextWay | null) => void
}

/** One fact: where it stands, and what is read there now. */
export function FactRow({
  fact,
  label,
  needed,
  hint,
  way,
  otherWays,
  reads,
  problems,
  onChange,
}: FactRowProps) {
  const kinds = Object.entries(KINDS).map(([value, words]) => ({ value, label: words }))
  const chosen = otherWays.findIndex((other) => JSON.stringify(other) === JSON.stringify(way))
  return (
    <div className={classes.row}>
      <div className={classes.label}>
        {label}
        {!needed && <small>optional</small>}
      </div>
      <div className={classes.fields}>
        <Select
          className={classes.kind}
          aria-label={`How ${label} is read`}
          placeholder="not read"
          data={kinds}
          value={way?.way ?? null}
          allowDeselect={false}
          clearable={!needed}
          onChange={(kind) => onChange(kind ? blankWay(kind as TextWay['way'], way) : null)}
        />
        {way && (
          <TextWayFields name={label} way={way} error={problemAt(problems, fact)} onChange={onChange} />
        )}
        {otherWays.length > 1 && (
          <Select
            aria-label={`Other ways to read ${label}`}
            data={otherWays.map((other, index) => ({ value: String(index), label: wayInWords(other) }))}
            value={chosen < 0 ? null : String(chosen)}
            placeholder="Other ways to read it"
            onChange={(index) => onChange(otherWays[Number(index ?? chosen)] ?? way)}
          />
        )}
      </div>
      <div className={classes.reads} title={reads ?? undefined}>
        {reads !== null ? (
          <>
            reads <b>{reads}</b>
          </>
        ) : way ? (
          'reads nothing in this mail'
        ) : (
          hint
        )}
      </div>
    </div>
  )
}
