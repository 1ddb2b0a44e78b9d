import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { api } from '../../lib/api.ts'
import { usePolling } from '../../lib/live.tsx'
import { useSession } from '../../lib/session.tsx'

const BEAT_MS = 30_000
/** Who has not touched anything for so long is no longer at it. */
const IDLE_MS = 3 * 60_000
const SIGNS_OF_LIFE = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

/** Claims a job while it is open and somebody is at it, and lets go when it is closed or left alone; tells who else holds it. */
export function useClaim(jobId: number | undefined) {
  const { user } = useSession()
  const queryClient = useQueryClient()
  const claims = useQuery({
    ...api.claims.list.queryOptions({ refetchInterval: usePolling(10_000) }),
    enabled: jobId !== undefined,
  })
  const lastSign = useRef(0)

  const take = async (id: number, takeOver = false) => {
    // Who was refused asks again at the next beat; a job that is gone shows as such by itself.
    await api.claims.take.call({ jobId: id, takeOver }).catch(() => null)
    await queryClient.invalidateQueries({ queryKey: api.claims.key() })
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: one claim a job, whatever else changes
  useEffect(() => {
    if (jobId === undefined) return
    let isHeld = true
    lastSign.current = Date.now()
    const onSign = () => {
      lastSign.current = Date.now()
      if (!isHeld) void take(jobId)
      isHeld = true
    }
    const beat = () => {
      if (Date.now() - lastSign.current < IDLE_MS) void take(jobId)
      else if (isHeld) {
        isHeld = false
        letGo(jobId)
      }
    }
    const onLeave = () => letGo(jobId)
    void take(jobId)
    const timer = setInterval(beat, BEAT_MS)
    for (const sign of SIGNS_OF_LIFE) document.addEventListener(sign, onSign, { passive: true })
    window.addEventListener('pagehide', onLeave)
    return () => {
      clearInterval(timer)
      for (const sign of SIGNS_OF_LIFE) document.removeEventListener(sign, onSign)
      window.removeEventListener('pagehide', onLeave)
      if (isHeld) letGo(jobId)
    }
  }, [jobId])

  const claim = claims.data?.find((each) => each.jobId === jobId)
  return {
    /** The colleague who is busy with the job. */
    other: claim && claim.userId !== user.id ? claim : null,
    takeOver: () => jobId !== undefined && void take(jobId, true),
  }
}

/** Outlives the page: a tab that is closed frees its job at once. */
function letGo(jobId: number): void {
  void fetch('/api/claims/release', {
    method: 'POST',
    keepalive: true,
    headers: { 'x-requested-with': 'backupchecks', 'content-type': 'application/json' },
    body: JSON.stringify({ jobId }),
  }).catch(() => null)
}
