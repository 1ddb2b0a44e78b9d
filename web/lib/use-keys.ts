import { useLayoutEffect, useRef } from 'react'

/** Handlers by what the key writes (`?`, `r`, `R`), else by its name in small letters (`enter`, `left`). */
export type Keys = Record<string, ((event: KeyboardEvent) => void) | undefined>

/** Single-key commands of a page: silent while somebody types, holds a modifier, or another layer is open. */
export function useKeys(keys: Keys, active = true): void {
  const latest = useRef(keys)
  // With the rows that are seen: a key pressed right after them must not meet the handlers of the page before them.
  useLayoutEffect(() => {
    latest.current = keys
  })
  useLayoutEffect(() => {
    if (!active) return
    // The Escape that has just closed a layer above is still under way to this listener, and was not meant for it.
    const underWay = window.event
    const onKeyDown = (event: KeyboardEvent) => {
      if (event === underWay) return
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (isTyping(event.target) || isPressing(event)) return
      const run = latest.current[nameOf(event.key)]
      if (!run) return
      event.preventDefault()
      run(event)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [active])
}

function nameOf(key: string): string {
  return key.length === 1 ? key : key.replace('Arrow', '').toLowerCase()
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return target.type !== 'checkbox' && target.type !== 'radio'
  return target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)
}

function isPressing(event: KeyboardEvent): boolean {
  return (
    event.key === 'Enter' && event.target instanceof Element && event.target.closest('a, button') !== null
  )
}
