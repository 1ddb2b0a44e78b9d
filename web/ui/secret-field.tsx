import { PasswordInput, Textarea } from '@mantine/core'

interface SecretFieldProps {
  label: string
  description?: string
  /** One is kept on the server; it never comes back from there. */
  isStored: boolean
  value: string
  onChange: (typed: string) => void
  error?: string | undefined
  /** Several lines, such as a key in PEM. */
  multiline?: boolean
}

const STORED = '••••••••••••  stored'

/** A secret that is only ever written: left empty, the stored one stays. */
export function SecretField({ isStored, onChange, multiline, description, ...field }: SecretFieldProps) {
  const props = {
    ...field,
    description: [description, isStored && 'Leave it empty to keep what is stored.']
      .filter(Boolean)
      .join(' '),
    placeholder: isStored ? STORED : '',
    autoComplete: 'new-password',
    spellCheck: false,
  }
  if (multiline)
    return (
      <Textarea
        {...props}
        autosize
        minRows={3}
        maxRows={8}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  return <PasswordInput {...props} onChange={(event) => onChange(event.currentTarget.value)} />
}
