import { decideFiling, type KnownJobs } from '../../domain/filing.ts'
import { type Identity, identityKey } from '../../domain/identity.ts'
import { type FiledTwice, identityOf } from '../ingest/index.ts'

export type MovedIdentity = { messageId: number; jobId: number; identity: Identity }

/** The results whose identity is now another one, under which their job would not be found: they stay where they are, and a person is asked. */
export function movedIdentities(filed: readonly FiledTwice[], known: KnownJobs): MovedIdentity[] {
  return filed.flatMap(({ message, before, after, jobs }) =>
    (after ?? []).flatMap((result) => {
      const jobId = jobs.get(result.key)
      const old = before?.find((each) => each.key === result.key)
      if (jobId === undefined || !old) return []
      const identity = identityOf(message, result)
      if (identityKey(identity) === identityKey(identityOf(message, old))) return []
      const filing = decideFiling(identity, result.key, known)
      const found = filing.kind === 'run' || filing.kind === 'hold' ? filing.jobId : null
      return found === jobId ? [] : [{ messageId: message.id, jobId, identity }]
    }),
  )
}
