import { useRef, useState } from 'react'

export interface RowCursor {
  id: number | null
  move: (by: 1 | -1) => void
  moveTo: (id: number) => void
}

/** The row that the keyboard stands on; when it leaves the list, the one that takes its place. */
export function useRowCursor(ids: readonly number[]): RowCursor {
  const [wanted, setWanted] = useState<number | null>(null)
  const place = useRef(0)
  const index = wanted === null ? -1 : ids.indexOf(wanted)
  if (index >= 0) place.current = index
  const at = index >= 0 ? index : Math.min(place.current, ids.length - 1)
  const id = wanted === null ? null : (ids[at] ?? null)
  return {
    id,
    move: (by) =>
      setWanted(ids[wanted === null ? 0 : Math.max(0, Math.min(ids.length - 1, at + by))] ?? null),
    moveTo: setWanted,
  }
}
