import { connectObserver, type Observer, type Progress, readProgress, until } from './observer.ts'

export type Stage = 'stored' | 'parsed' | 'run'
type Gate = { table: string; mode: 'share' | 'exclusive' }

/**
 * An instant between two commits, and how to hold an import there from outside: tables that it waits for, one after another.
 * The next gate is queued while the import waits at the one before, so that its next step meets it.
 */
export type Moment = {
  name: string
  stage: Stage
  gates: readonly Gate[]
  /** Whether what is committed looks as it must at this moment. */
  fits(progress: Progress): boolean
}

export type Hold = { observer: Observer; progress: Progress; release(): Promise<void> }

const settled = (progress: Progress) => progress.unread === 0 && progress.unfiled === 0
const onlyUnfiled = (progress: Progress) => progress.unread === 0 && progress.unfiled > 0

/** In the order in which a batch passes them. */
export const MOMENTS: readonly Moment[] = [
  { name: 'writing mails', stage: 'stored', gates: [{ table: 'mail_raw', mode: 'share' }], fits: settled },
  {
    name: 'stored, not read',
    stage: 'stored',
    gates: [
      { table: 'mail_raw', mode: 'share' },
      { table: 'mail_messages', mode: 'share' },
    ],
    fits: (progress) => progress.unread > 0 && progress.unfiled === 0,
  },
  {
    name: 'parsed, not filed',
    stage: 'parsed',
    gates: [{ table: 'mail_results', mode: 'share' }],
    fits: onlyUnfiled,
  },
  {
    name: 'writing runs',
    stage: 'run',
    gates: [{ table: 'run_object_links', mode: 'share' }],
    fits: onlyUnfiled,
  },
  {
    name: 'runs committed',
    stage: 'run',
    gates: [
      { table: 'run_object_links', mode: 'share' },
      { table: 'mail_messages', mode: 'exclusive' },
    ],
    fits: settled,
  },
]

/** Holds the import at a moment; null when it ended before it came there. */
export async function holdAt(dataDir: string, moment: Moment, isOver: () => boolean): Promise<Hold | null> {
  const observer = await connectObserver(dataDir, isOver)
  let keeper: Observer | null = null
  for (const gate of moment.gates) {
    const next = await connectObserver(dataDir, isOver)
    if (!observer || !next) return null
    const closed = close(next, gate)
    if (keeper) {
      if (!(await someoneWaits(observer, gate, isOver))) return null
      await keeper.end()
    }
    await closed
    if (!(await someoneWaits(observer, gate, isOver))) return null
    keeper = next
  }
  if (!observer || !keeper) return null
  const progress = await readProgress(observer)
  if (!moment.fits(progress))
    throw new Error(`Held at "${moment.name}", but what is committed is ${JSON.stringify(progress)}.`)
  const held = [keeper, observer]
  return {
    observer,
    progress,
    async release() {
      for (const connection of held) await connection.end().catch(() => undefined)
    },
  }
}

/** Takes its place in the queue at the gate; resolves once it is closed. */
function close(keeper: Observer, { table, mode }: Gate): Promise<unknown> {
  const closed = keeper.query(`begin; lock table ${table} in ${mode} mode`)
  // An import that fails by itself takes its server along; what the import said is then what counts.
  closed.catch(() => undefined)
  return closed
}

function someoneWaits(observer: Observer, { table }: Gate, isOver: () => boolean): Promise<boolean> {
  const waiting = async () => {
    const locks = observer.query<{ count: number }>(
      'select count(*)::int as count from pg_locks where not granted and relation = $1::regclass',
      [table],
    )
    // An import that comes to its end takes its server along while it is watched.
    const answer = await locks.catch(() => null)
    return (answer?.rows[0]?.count ?? 0) > 0
  }
  return until(`somebody at the gate ${table}`, waiting, isOver)
}
