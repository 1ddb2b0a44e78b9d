import { Select, TextInput } from '@mantine/core'
import classes from './facts-step.module.css'
import { PARTS, type Part, type TextWay } from './rule-words.ts'

interface TextWayFieldsProps {
  name: string
  way: TextWay
  error: string | undefined
  onChange: (way: TextWay) => void
}

/** The fields of one way to read a text. */
export function TextWayFields({ name, way, error, onChange }: TextWayFieldsProps) {
  switch (way.way) {
    case 'fixed':
      return (
        <TextInput
          aria-label={`Text of ${name}`}
          placeholder="Text"
          value={way.text}
          error={error}
          onChange={(event) => onChange({ ...way, text: event.currentTarget.value })}
        />
      )
    case 'label':
      return (
        <TextInput
          aria-label={`Label of ${name}`}
          placeholder="Label, without the colon"
          value={way.label}
          error={error}
          onChange={(event) => onChange({ ...way, label: event.currentTarget.value })}
        />
      )
    case 'between':
      return (
        <>
          <PartSelect name={name} part={way.part} onChange={(part) => onChange({ ...way, part })} />
          <TextInput
            aria-label={`Text before ${name}`}
            placeholder="beginning of the line"
            value={way.before}
            error={error}
            onChange={(event) => onChange({ ...way, before: event.currentTarget.value })}
          />
          <TextInput
            aria-label={`Text behind ${name}`}
            placeholder="end of the line"
            value={way.after}
            onChange={(event) => onChange({ ...way, after: event.currentTarget.value })}
          />
        </>
      )
    case 'pattern':
      return (
        <>
          <PartSelect name={name} part={way.part} onChange={(part) => onChange({ ...way, part })} />
          <TextInput
            aria-label={`Pattern of ${name}`}
            placeholder="Job: (.+)"
            ff="monospace"
            value={way.pattern}
            error={error}
            onChange={(event) => onChange({ ...way, pattern: event.currentTarget.value })}
          />
        </>
      )
  }
}

function PartSelect({ name, part, onChange }: { name: string; part: Part; onChange: (part: Part) => void }) {
  return (
    <Select
      className={classes.part}
      aria-label={`Part of the mail with ${name}`}
      data={Object.entries(PARTS).map(([value, label]) => ({ value, label }))}
      value={part}
      allowDeselect={false}
      onChange={(value) => value && onChange(value as Part)}
    />
  )
}
