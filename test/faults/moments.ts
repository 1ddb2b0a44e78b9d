import {
  connectObserver,
  type Observer,
  type Progress,
  readProgress,
  until,
  type Whereabouts,
} from './observer.ts'

export type Stage = 'stored' | 'parsed' | 'run'
type Gate = { tables: readonly string[]; mode: 'share' | 'exclusive' }

/**
 * An instant between two commits, and how to hold an import there from outside: tables that it waits for, one after another.
 * The next gate is queued while the import waits at the one before, so that its next step meets it.
 */
export type Moment = {
  name: string
  stage: Stage
  gates: readonly Gate[]
  /** Whether what is committed looks as it must at this moment; `before` is how it looked when the trap was set. */
  fits(progress: Progress, before: Progress): boolean
}

export type Hold = {
  progress: Progress
  /** What a dead application still had in hand must not go on when the hold ends: the kill would count for another moment. */
  cutOff(): Promise<void>
  release(): Promise<void>
}

const settled = (progress: Progress) => progress.unread === 0 && progress.unfiled === 0
const onlyUnfiled = (progress: Progress) => progress.unread === 0 && progress.unfiled > 0

/** In the order in which a batch passes them. */
export const MOMENTS: readonly Moment[] = [
  { name: 'writing mails', stage: 'stored', gates: [{ tables: ['mail_raw'], mode: 'share' }], fits: settled },
  {
    name: 'stored, not read',
    stage: 'stored',
    gates: [
      { tables: ['mail_raw'], mode: 'share' },
      { tables: ['mail_messages'], mode: 'share' },
    ],
    fits: (progress) => progress.unread > 0 && progress.unfiled === 0,
  },
  {
    name: 'parsed, not filed',
    stage: 'parsed',
    gates: [{ tables: ['mail_results'], mode: 'share' }],
    fits: onlyUnfiled,
  },
  {
    name: 'writing runs',
    stage: 'run',
    gates: [{ tables: ['run_object_links'], mode: 'share' }],
    fits: onlyUnfiled,
  },
  {
    name: 'runs committed',
    stage: 'run',
    gates: [
      { tables: ['run_object_links'], mode: 'share' },
      { tables: ['mail_messages'], mode: 'exclusive' },
    ],
    fits: settled,
  },
]

/** Holds the import at a moment; null when it ended before it came there. */
export async function holdAt(
  database: Whereabouts,
  moment: Moment,
  isOver: () => boolean,
): Promise<Hold | null> {
  const trap = await setTrap(database, moment, isOver)
  return (await trap?.sprung()) ?? null
}

/** Closes the first gate, so that whatever begins now is held at the moment; null when it is over before that. */
export async function setTrap(
  database: Whereabouts,
  moment: Moment,
  isOver: () => boolean,
): Promise<{ sprung(): Promise<Hold | null> } | null> {
  const [first, ...others] = moment.gates
  const observer = await connectObserver(database, isOver)
  const keeper = await connectObserver(database, isOver)
  if (!observer || !keeper || !first) return null
  const before = await readProgress(observer)
  await close(keeper, first)
  let last = keeper
  const spring = async () => {
    let gate = first
    for (const other of others) {
      if (!(await someoneWaits(observer, gate, isOver))) return null
      const next = await connectObserver(database, isOver)
      if (!next) return null
      const closed = close(next, other)
      // Where the import has not touched these tables yet, the gate is closed at once.
      await Promise.race([closed, someoneWaits(observer, other, isOver)])
      await last.end()
      await closed
      last = next
      gate = other
    }
    if (!(await someoneWaits(observer, gate, isOver))) return null
    return holdOf(observer, last, await untilItFits(observer, moment, before))
  }
  return {
    async sprung() {
      const hold = await spring()
      // A gate that stays closed would hold up everybody who comes later.
      if (!hold) await open(last, observer)
      return hold
    },
  }
}

/** Somebody else may wait at the last gate for a moment before the import does. */
async function untilItFits(observer: Observer, moment: Moment, before: Progress): Promise<Progress> {
  let progress = before
  const fits = async () => {
    progress = await readProgress(observer)
    return moment.fits(progress, before)
  }
  await until(`"${moment.name}" to look as it must`, fits, () => false)
  return progress
}

function holdOf(observer: Observer, keeper: Observer, progress: Progress): Hold {
  return {
    progress,
    cutOff: () => cutOff(observer),
    release: () => open(keeper, observer),
  }
}

async function open(...connections: readonly Observer[]): Promise<void> {
  for (const connection of connections) await connection.end().catch(() => undefined)
}

/** Takes its place in the queue at the gate; resolves once it is closed. */
function close(keeper: Observer, { tables, mode }: Gate): Promise<unknown> {
  const closed = keeper.query(`begin; lock table ${tables.join(', ')} in ${mode} mode`)
  // An import that fails by itself takes its server along; what the import said is then what counts.
  closed.catch(() => undefined)
  return closed
}

function someoneWaits(observer: Observer, { tables }: Gate, isOver: () => boolean): Promise<boolean> {
  const waiting = async () => {
    const locks = observer.query<{ count: number }>(
      'select count(*)::int as count from pg_locks where not granted and relation = any($1::text[]::regclass[])',
      [tables],
    )
    // An import that comes to its end takes its server along while it is watched.
    const answer = await locks.catch(() => null)
    return (answer?.rows[0]?.count ?? 0) > 0
  }
  return until(`somebody at the gate ${tables.join(', ')}`, waiting, isOver)
}

async function cutOff(observer: Observer): Promise<void> {
  await observer.query('select pg_terminate_backend(pid) from pg_locks where not granted')
  await until(
    'its statements to end',
    async () => (await observer.query('select from pg_locks where not granted')).rowCount === 0,
    () => false,
  )
}
