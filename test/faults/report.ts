import type { Content } from './content.ts'
import { MOMENTS } from './moments.ts'
import { KILLS_PER_STAGE, type PlannedKill, VICTIMS } from './plan.ts'

const NAME_WIDTH = 30

/** Prints the kills by moment and victim; false when there were too few in all, or for a victim in a stage. */
export function showKills(kills: readonly PlannedKill[], least: number): boolean {
  const count = (held: boolean, matches: (kill: PlannedKill) => boolean) =>
    VICTIMS.map(
      (victim) =>
        kills.filter((kill) => (kill.delayMs === null) === held && kill.victim === victim && matches(kill))
          .length,
    )
  print('SIGKILL during', VICTIMS)
  for (const moment of MOMENTS)
    print(
      `${moment.stage}: ${moment.name}`,
      count(true, (kill) => kill.moment === moment),
    )
  print(
    'anywhere',
    count(false, () => true),
  )
  print(
    'in all',
    VICTIMS.map((victim) => kills.filter((kill) => kill.victim === victim).length),
  )
  const stages = [...new Set(MOMENTS.map((moment) => moment.stage))]
  const perStage = stages.flatMap((stage) => count(true, (kill) => kill.moment.stage === stage))
  const enough = kills.length >= least && perStage.every((kills) => kills >= KILLS_PER_STAGE)
  if (!enough)
    console.log(`FAULT  fewer kills than ${least}, or than ${KILLS_PER_STAGE} of a victim in a stage`)
  return enough
}

/** Prints both contents side by side; false when they differ. */
export function showContents(calm: Content, disturbed: Content): boolean {
  print('Content', ['undisturbed', 'disturbed'])
  calm.parts.forEach((part, index) => {
    const other = disturbed.parts[index]
    const mark = part.hash === other?.hash ? '' : '   DIFFERS'
    print(part.name, [`${part.rows} rows`, `${other?.rows} rows${mark}`])
  })
  print('hash, undisturbed', [calm.hash])
  print('hash, disturbed', [disturbed.hash])
  return calm.hash === disturbed.hash
}

function print(name: string, columns: readonly (string | number)[]): void {
  console.log(`  ${name.padEnd(NAME_WIDTH)}${columns.map((column) => String(column).padEnd(14)).join(' ')}`)
}
