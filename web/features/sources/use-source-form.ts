import { useMemo, useState } from 'react'
import { type DraftProblems, draftProblems } from './draft-problems.ts'
import type { Secrets } from './panels/panel.ts'
import type { Connection, Draft, StoredSecrets } from './source.ts'

const NONE: DraftProblems = new Map()

/** A source while it is edited: what was changed, and what is wrong once somebody tried to test or save it. */
export function useSourceForm(initial: Draft, stored: StoredSecrets) {
  const [draft, setDraft] = useState(initial)
  const [kept, setKept] = useState(initial)
  const [refused, setRefused] = useState(NONE)
  const [showsProblems, setShowsProblems] = useState(false)
  const own = useMemo(() => draftProblems(draft, stored), [draft, stored])
  const change = (patch: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...patch }))
    setRefused(NONE)
  }
  const connect = (of: (before: Connection) => Connection) => {
    setDraft((before) => ({ ...before, connection: of(before.connection) }))
    setRefused(NONE)
  }
  const problemAt = (place: string) => (showsProblems ? own.get(place) : undefined) ?? refused.get(place)
  return {
    draft,
    change,
    onSettings: (patch: object) =>
      connect((before) => ({ ...before, settings: { ...before.settings, ...patch } }) as Connection),
    onSecrets: (patch: Secrets) => connect((before) => ({ ...before, ...patch })),
    problemAt,
    /** Shows what is wrong; true when nothing is, in the connection alone or in all of it. */
    check: (part: 'connection' | 'all') => {
      setShowsProblems(true)
      return ![...own.keys()].some((place) => part === 'all' || place.startsWith('connection'))
    },
    refuse: setRefused,
    isDirty: JSON.stringify(draft) !== JSON.stringify(kept),
    discard: () => {
      setDraft(kept)
      setRefused(NONE)
      setShowsProblems(false)
    },
    /** What stands here now is what the server keeps; secrets are there now and no longer here. */
    markKept: () => {
      const clean = withoutSecrets(draft)
      setDraft(clean)
      setKept(clean)
      setShowsProblems(false)
    },
  }
}

export type SourceForm = ReturnType<typeof useSourceForm>

function withoutSecrets(draft: Draft): Draft {
  const { secret: _secret, ...connection } = draft.connection
  if (connection.kind !== 'smtp' || !('certificateKey' in connection)) return { ...draft, connection }
  const { certificateKey: _key, ...rest } = connection
  return { ...draft, connection: rest }
}
