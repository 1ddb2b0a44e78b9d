import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import type { incidentSchema } from '../../../contract/incidents.ts'
import { api } from '../../lib/api.ts'
import { usePolling } from '../../lib/live.tsx'

export type Incident = z.infer<typeof incidentSchema>

/** The ways in that are broken now, and those that were when this page was opened and work again. */
export function useIncidents() {
  const { data, dataUpdatedAt } = useQuery(
    api.incidents.open.queryOptions({ refetchInterval: usePolling(15_000) }),
  )
  const known = useRef<readonly Incident[]>([])
  const [over, setOver] = useState<readonly (Incident & { overAt: number })[]>([])
  useEffect(() => {
    if (!data) return
    const open = new Set(data.map(({ id }) => id))
    const gone = known.current.filter(({ id }) => !open.has(id))
    known.current = data
    if (gone.length > 0)
      setOver((before) => [...before, ...gone.map((one) => ({ ...one, overAt: dataUpdatedAt }))])
  }, [data, dataUpdatedAt])
  return {
    open: data ?? [],
    over,
    dismiss: (id: number) => setOver((before) => before.filter((one) => one.id !== id)),
  }
}
