import type { SeededRandom } from '../../bench/seeded-random.ts'
import { startImport } from './import-process.ts'
import { carryOut } from './kill.ts'
import { holdAt } from './moments.ts'
import { type Progress, serverIn } from './observer.ts'
import { type PlannedKill, planKills } from './plan.ts'

/** Runs the import again and again, killed as planned, and at last to its end; returns the kills that were carried out. */
export async function disturb(
  dataDir: string,
  mailFolder: string,
  random: SeededRandom,
): Promise<PlannedKill[]> {
  const done: PlannedKill[] = []
  let last: Progress | null = null
  for (const kill of planKills(random)) {
    const run = startImport({ DATA_DIR: dataDir }, mailFolder)
    const hold = await holdAt(serverIn(dataDir), kill.moment, run.hasEnded)
    if (!hold) {
      const { code, output } = await run.ended
      if (code !== 0) throw new Error(`The import after ${done.length} kills failed by itself: ${output}`)
      break
    }
    refuseLoss(last, hold.progress)
    last = hold.progress
    await carryOut(kill, hold, run, dataDir)
    done.push(kill)
    const when = kill.delayMs === null ? kill.moment.name : `${kill.delayMs} ms after ${kill.moment.name}`
    const { messages, unread, unfiled, filed, runs } = hold.progress
    console.log(
      `${String(done.length).padStart(3)}  ${kill.victim.padEnd(12)} ${when.padEnd(30)} ${messages} stored, ${unread} unread, ${unfiled} unfiled, ${filed} filed, ${runs} runs`,
    )
  }
  const { code, output } = await startImport({ DATA_DIR: dataDir }, mailFolder).ended
  console.log(`To the end: ${output}`)
  if (code !== 0) throw new Error('The last, undisturbed import failed.')
  return done
}

/** What was committed once must still be there after a kill. */
function refuseLoss(before: Progress | null, now: Progress): void {
  if (before && (now.messages < before.messages || now.filed < before.filed || now.runs < before.runs))
    throw new Error(`Committed rows are gone: ${JSON.stringify({ before, now })}`)
}
