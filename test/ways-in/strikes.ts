import { setTimeout as pause } from 'node:timers/promises'
import type { SeededRandom } from '../../bench/seeded-random.ts'
import { MOMENTS, type Moment, setTrap } from '../faults/moments.ts'
import type { TcpProxy } from '../support/tcp-proxy.ts'
import type { Installation } from './installation.ts'
import type { Outside, Strike } from './way-in.ts'

/** How late a kill without a moment of its own may come. */
const LATEST_MS = 400
const BETWEEN_COMMITS = MOMENTS.filter(({ name }) => name !== 'runs committed')

/** The commit of the runs, before anybody is told: what is written last differs between the ways in. */
const RUNS_COMMITTED: Moment = {
  name: 'runs committed',
  stage: 'run',
  gates: [
    { tables: ['run_object_links'], mode: 'share' },
    { tables: ['sources', 'import_runs'], mode: 'share' },
  ],
  fits: (progress, before) => progress.filed > before.filed,
}

/**
 * The kills for one way in: once at each instant between two commits and around settling with the outside, then at any
 * time, in an order that the seed decides.
 */
export function planStrikes(
  installation: Installation,
  { strikes }: Outside,
  count: number,
  random: SeededRandom,
): Strike[] {
  const moments = [...BETWEEN_COMMITS.map(relaxed), RUNS_COMMITTED]
  const exact = random.shuffled([...moments.map((moment) => atMoment(installation, moment)), ...strikes])
  const loose = Array.from({ length: Math.max(0, count - exact.length) }, () =>
    later(random.below(LATEST_MS)),
  )
  return random.shuffled([...exact.slice(0, count), ...loose])
}

/** Several letters may be on their way here, so that one of them is enough. */
function relaxed(moment: Moment): Moment {
  const fits = FITS[moment.stage]
  return moment.name === 'stored, not read'
    ? { ...moment, fits: ({ unread }) => unread > 0 }
    : { ...moment, fits }
}

const FITS: Record<Moment['stage'], Moment['fits']> = {
  stored: () => true,
  parsed: ({ unfiled }) => unfiled > 0,
  run: ({ unfiled }) => unfiled > 0,
}

/** Kills while everybody is held at this moment. */
export function atMoment({ database }: Pick<Installation, 'database'>, moment: Moment): Strike {
  return {
    name: moment.name,
    async arm() {
      const state = { isOver: () => false }
      const trap = await setTrap(database, moment, () => state.isOver())
      return {
        async strike(kill, isOver) {
          state.isOver = isOver
          const hold = await trap?.sprung()
          if (!hold) return
          kill()
          // A database that was killed has cut everybody off.
          await hold.cutOff().catch(() => undefined)
          await hold.release()
        },
      }
    },
  }
}

function later(ms: number): Strike {
  return {
    name: `${ms} ms after the beginning`,
    arm: async () => ({
      async strike(kill) {
        await pause(ms)
        kill()
      },
    }),
  }
}

/** Kills while a request like this is on its way to the server, or was carried out and nobody has heard. */
export function whenWithheld(name: string, line: TcpProxy, what: 'request' | 'answer', like: RegExp): Strike {
  return {
    name,
    async arm() {
      const met = line.withhold(what, like)
      return {
        async strike(kill) {
          await met
          kill()
          line.cut()
        },
      }
    },
  }
}
