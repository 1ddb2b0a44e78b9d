import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import type { Role } from '../../contract/base.ts'
import type { LiveEvent } from '../../contract/live.ts'
import { api } from './api.ts'
import { liveUpdates } from './live-updates.ts'

const LiveContext = createContext(false)

/** Keeps all below it up to date by one stream of the server, for what the role may see. */
export function LiveProvider({ role, children }: { role: Role; children: ReactNode }) {
  const queryClient = useQueryClient()
  const [isLive, setIsLive] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another role hears another stream
  useEffect(() => {
    const left = new AbortController()
    const updates = liveUpdates(queryClient)
    void follow({ onEvent: updates.take, onHearing: setIsLive }, left.signal)
    return () => {
      left.abort()
      updates.end()
    }
  }, [queryClient, role])
  return <LiveContext value={isLive}>{children}</LiveContext>
}

/** How often something live is asked for all the same: rarely while the stream tells what changes, else every so often. */
export function usePolling(everyMs: number): number {
  return use(LiveContext) ? CALM_MS : everyMs
}

const CALM_MS = 60_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 15_000

interface Hearer {
  onEvent: (event: LiveEvent) => void
  onHearing: (hears: boolean) => void
}

/** Opens the stream again whenever it ends, with growing pauses while it cannot be opened; none while the page is not seen. */
async function follow({ onEvent, onHearing }: Hearer, left: AbortSignal): Promise<void> {
  let pause = FIRST_PAUSE_MS
  while (!left.aborted) {
    await untilSeen(left)
    // A browser holds few connections to a server: a page in the background keeps none of them.
    const hidden = whenHidden(left)
    try {
      for await (const event of await api.live.events.call(undefined, { signal: hidden.signal })) {
        pause = FIRST_PAUSE_MS
        onHearing(true)
        onEvent(event)
      }
    } catch {
      pause = hidden.signal.aborted ? FIRST_PAUSE_MS : Math.min(pause * 2, LONGEST_PAUSE_MS)
    } finally {
      hidden.end()
      onHearing(false)
    }
    if (!left.aborted) await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

function untilSeen(left: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (left.aborted || document.visibilityState === 'visible') return resolve()
    const look = () => {
      document.removeEventListener('visibilitychange', look)
      left.removeEventListener('abort', look)
      resolve()
    }
    document.addEventListener('visibilitychange', look)
    left.addEventListener('abort', look)
  })
}

function whenHidden(left: AbortSignal): { signal: AbortSignal; end(): void } {
  const hidden = new AbortController()
  const look = () => document.visibilityState === 'hidden' && hidden.abort()
  document.addEventListener('visibilitychange', look)
  return {
    signal: AbortSignal.any([left, hidden.signal]),
    end: () => document.removeEventListener('visibilitychange', look),
  }
}
