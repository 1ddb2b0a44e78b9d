import { useCallback, useEffect, useRef } from 'react'

/** A function that never changes and calls the newest one given: hundreds of memoised rows stay as they are. */
export function useLatest<Arguments extends unknown[]>(
  callback: ((...args: Arguments) => void) | undefined,
): (...args: Arguments) => void {
  const latest = useRef(callback)
  useEffect(() => {
    latest.current = callback
  })
  return useCallback((...args: Arguments) => latest.current?.(...args), [])
}
