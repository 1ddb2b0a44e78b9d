import { useRef } from 'react'
import { neighboursIn } from './neighbours.ts'

/**
 * What stands before and after an item of a live list, by the order that the list had when the item was opened: what is done
 * with it may move it, and nobody wants to be moved along.
 */
export function useNeighbours(ids: readonly number[], current: number | undefined) {
  const opened = useRef<{ current: number | undefined; order: readonly number[] }>({
    current: undefined,
    order: [],
  })
  const isKnown = opened.current.current === current && opened.current.order.length > 0
  if (!isKnown) opened.current = { current, order: ids }
  return neighboursIn(opened.current.order, ids, current)
}
