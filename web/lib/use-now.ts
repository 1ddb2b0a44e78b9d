import { useSyncExternalStore } from 'react'

const STEP = 15_000

/** The time now in milliseconds, stepping every 15 s, so that "3 min ago" stays true without a reload. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / STEP) * STEP + STEP)
}

function subscribe(onStep: () => void) {
  const timer = setInterval(onStep, STEP)
  return () => clearInterval(timer)
}
