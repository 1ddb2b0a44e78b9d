import { Combobox, Highlight, Loader, Text, TextInput, useCombobox } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useState } from 'react'

interface Choice {
  id: number
  name: string
}

interface TypeAheadProps<T extends Choice> {
  label: string
  /** Hides the label from the eye, not from screen readers. */
  quietLabel?: boolean
  placeholder?: string
  value: Choice | null
  onChange: (choice: T | null) => void
  /** What the search found for the typed text. */
  options: readonly T[]
  loading: boolean
  onSearch: (text: string) => void
  describe?: (option: T) => ReactNode
  /** When given, a name that is not there can be created on the spot. */
  onCreate?: ((name: string) => Promise<T>) | undefined
  createNoun?: string
  autoFocus?: boolean
}

/** A field that finds one thing by any part of its name. */
export function TypeAhead<T extends Choice>(props: TypeAheadProps<T>) {
  const { label, value, onChange, options, onSearch, onCreate } = props
  const [typed, setTyped] = useState<string | null>(null)
  const [creating, setCreating] = useState(false)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const id = useId()
  const text = typed ?? ''
  const name = text.trim()
  const spelledOut = options.find((option) => option.name.toLowerCase() === name.toLowerCase())

  // biome-ignore lint/correctness/useExhaustiveDependencies: the store is a new object at every render
  useEffect(() => {
    if (typed) combobox.selectFirstOption()
  }, [typed, options])

  const settle = () => {
    setTyped(null)
    onSearch('')
    combobox.closeDropdown()
  }
  const choose = (choice: T | null) => {
    onChange(choice)
    settle()
  }
  // Leaving with a whole name typed means that name; anything less leaves what was chosen before.
  const leave = () => (spelledOut ? choose(spelledOut) : settle())
  const submit = async (key: string) => {
    if (key !== 'create') return choose(options.find((option) => String(option.id) === key) ?? null)
    if (!onCreate) return
    setCreating(true)
    await onCreate(name).then(choose, () => undefined)
    setCreating(false)
  }

  return (
    <Combobox store={combobox} onOptionSubmit={(key) => void submit(key)} shadow="md">
      <Combobox.Target>
        <TextInput
          id={id}
          {...(props.quietLabel ? { 'aria-label': label } : { label })}
          placeholder={props.placeholder}
          data-autofocus={props.autoFocus || undefined}
          value={typed ?? value?.name ?? ''}
          rightSection={
            props.loading || creating ? (
              <Loader size={14} />
            ) : value ? (
              <Combobox.ClearButton size="sm" aria-label="Clear choice" onClear={() => choose(null)} />
            ) : (
              <Combobox.Chevron />
            )
          }
          rightSectionPointerEvents={value ? 'all' : 'none'}
          onFocus={(event) => {
            event.currentTarget.select()
            combobox.openDropdown()
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={leave}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            onSearch(event.currentTarget.value)
            combobox.openDropdown()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }} aria-label={label}>
          {options.map((option) => (
            <Combobox.Option key={option.id} value={String(option.id)} active={option.id === value?.id}>
              <Highlight highlight={name} size="sm" component="span">
                {option.name}
              </Highlight>
              {props.describe && (
                <Text span size="xs" c="dimmed" ml={8}>
                  {props.describe(option)}
                </Text>
              )}
            </Combobox.Option>
          ))}
          {onCreate && name && !spelledOut && !props.loading && (
            <Combobox.Option value="create">
              <IconPlus size={14} style={{ verticalAlign: '-2px' }} /> Create {props.createNoun}{' '}
              <b>“{name}”</b>
            </Combobox.Option>
          )}
          {options.length === 0 && !(onCreate && name) && (
            <Combobox.Empty>{props.loading ? 'Searching…' : 'Nothing found'}</Combobox.Empty>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
