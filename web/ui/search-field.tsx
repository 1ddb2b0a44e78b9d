import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { type RefObject, useEffect, useRef, useState } from 'react'

interface SearchFieldProps {
  label: string
  value: string | undefined
  onSearch: (q: string | undefined) => void
  inputRef?: RefObject<HTMLInputElement | null>
  width?: number
}

/** A filter that writes itself to the URL a moment after the last key. */
export function SearchField({ label, value, onSearch, inputRef, width = 240 }: SearchFieldProps) {
  const [typed, setTyped] = useState(value ?? '')
  const sent = useRef(value)
  const search = useDebouncedCallback((text: string) => {
    sent.current = text.trim() || undefined
    onSearch(sent.current)
  }, 200)
  // What comes back from the URL after more was typed must not undo the typing.
  useEffect(() => {
    if (value === sent.current) return
    sent.current = value
    setTyped(value ?? '')
  }, [value])
  const type = (text: string) => {
    setTyped(text)
    search(text)
  }
  return (
    <TextInput
      ref={inputRef}
      type="search"
      size="sm"
      w={width}
      maw="100%"
      aria-label={label}
      placeholder={label}
      value={typed}
      leftSection={<IconSearch size={15} />}
      rightSection={typed && <CloseButton size="sm" aria-label="Clear text" onClick={() => type('')} />}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
    />
  )
}
