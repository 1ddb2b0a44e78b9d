import { useEffect, useRef } from 'react'

/** What stands before and after an item of a live list; an item that has just left still knows where it stood. */
export function useNeighbours(ids: readonly number[], current: number | undefined) {
  const place = useRef(0)
  const index = current === undefined ? -1 : ids.indexOf(current)
  useEffect(() => {
    if (index >= 0) place.current = index
  })
  const at = index >= 0 ? index : place.current
  return { previous: ids[at - 1], next: index >= 0 ? ids[at + 1] : ids[Math.min(at, ids.length - 1)] }
}
