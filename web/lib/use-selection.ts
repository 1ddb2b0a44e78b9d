import { useState } from 'react'

export interface Selection {
  ids: readonly number[]
  has: (id: number) => boolean
  toggle: (id: number) => void
  /** Ticks every visible row, or none when all are ticked. */
  toggleAll: () => void
  clear: () => void
}

/** Which of the rows on screen are ticked; a row that leaves the screen leaves the selection. */
export function useSelection(visible: readonly number[]): Selection {
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const ids = visible.filter((id) => ticked.has(id))
  return {
    ids,
    has: (id) => ticked.has(id),
    toggle: (id) =>
      setTicked(ticked.has(id) ? new Set(ids.filter((other) => other !== id)) : new Set([...ids, id])),
    toggleAll: () => setTicked(ids.length === visible.length ? new Set() : new Set(visible)),
    clear: () => setTicked(new Set()),
  }
}
