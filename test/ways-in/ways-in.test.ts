import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../bench/seeded-random.ts'
import { until } from '../faults/observer.ts'
import { dovecotForTests } from '../support/dovecot.ts'
import { fillDisk } from './disk.ts'
import { installationForTests, untilFiled } from './installation.ts'
import { type Letter, Letterbox } from './letters.ts'
import { complaints } from './stock.ts'
import { planStrikes } from './strikes.ts'
import type { Outside, Strike } from './way-in.ts'
import { COMMAND } from './ways/command.ts'
import { GRAPH } from './ways/graph.ts'
import { HTTP_MAIL, HTTP_RUN } from './ways/http.ts'
import { imapOn } from './ways/imap.ts'
import { SMTP } from './ways/smtp.ts'
import { UPLOAD } from './ways/upload.ts'

/** With every test one kill a way in; `npm run faults:ways-in` strikes ten times. FAULTS_SEED repeats an order. */
const SEED = Number(process.env.FAULTS_SEED ?? 1)
const KILLS = Number(process.env.FAULTS_KILLS ?? 1)
const LETTERS = 4
const MINUTES = 60_000

const dovecot = dovecotForTests()
const installation = installationForTests()
const WAYS_IN = [GRAPH, imapOn(dovecot), SMTP, HTTP_MAIL, HTTP_RUN, UPLOAD, COMMAND]

/** Each step of the way writes to one of these. */
const DISKS = ['mail_arrivals', 'mail_raw', 'job_runs'] as const

describe.each(WAYS_IN)('what comes in by $name', ({ name, open }) => {
  const place = WAYS_IN.findIndex((way) => way.name === name)
  const random = seededRandom(SEED + place)
  // No report may be that of another way in: it would be known already.
  const box = new Letterbox(name, random, Date.now() - place * 1000)
  const sent: Letter[] = []
  const copies: Letter[] = []
  let outside: Outside
  beforeAll(async () => {
    outside = await open(installation)
  })
  afterAll(() => outside?.close())

  async function deliver(letters: readonly Letter[]): Promise<void> {
    sent.push(...letters)
    await outside.deliver(letters)
  }
  /** As whoever is out there does it: again and again until nothing waits. */
  async function takeInAll(isStopped = () => false): Promise<void> {
    const isEmpty = async () => {
      await outside.takeIn()
      return (await outside.waiting()).length === 0
    }
    await until(`${name} to be empty; the application says:\n${installation.output()}`, isEmpty, isStopped)
  }
  async function expectOrder(): Promise<void> {
    await untilFiled(installation)
    expect(await complaints(installation.world, outside, sent, copies)).toEqual([])
  }

  it(
    `is stored once and becomes each run once, whenever the process is killed (${KILLS} times)`,
    async () => {
      for (const strike of planStrikes(installation, outside, KILLS, random)) await killAt(strike)
      await expectOrder()
    },
    20 * MINUTES,
  )

  async function killAt(strike: Strike): Promise<void> {
    const armed = await strike.arm()
    await deliver(box.some(LETTERS))
    let [isStruck, isOver] = [false, false]
    const going = takeInAll(() => isStruck)
    // Some ways in file behind the back of whoever delivers.
    const isDone = going.then(() => (isStruck ? undefined : untilFiled(installation)))
    isDone
      .catch(() => undefined)
      .finally(() => {
        isOver = true
      })
    const kill = () => {
      isStruck = true
      if (outside.process) outside.process.kill()
      else installation.kill()
    }
    await armed.strike(kill, () => isOver)
    console.log(`  ${name}: ${isStruck ? 'killed' : 'NOT KILLED'} ${strike.name}`)
    expect(isStruck, `"${strike.name}" never came`).toBe(true)
    if (outside.process) await outside.process.ended()
    else await installation.restart()
    await going
    await takeInAll()
    await untilFiled(installation)
  }

  it('is stored once when it comes twice, in any order and over several connections at once', async () => {
    const letters = box.some(LETTERS)
    const again = [...letters, ...sent].filter(({ isDated }) => isDated).slice(0, 2 * LETTERS)
    copies.push(...again)
    await deliver(letters)
    await outside.deliver(random.shuffled(again))
    await takeInAll()
    await expectOrder()
  })

  it(
    'is not stopped by garbage, by far too large a mail, by NULs and by an endless address before it',
    async () => {
      await deliver([box.garbage(), box.huge(), box.withNuls(), box.endlessSender(), ...box.some(LETTERS)])
      await takeInAll()
      await expectOrder()
    },
    2 * MINUTES,
  )

  it(
    'is complete when the other side goes away in the middle and comes back',
    async ({ skip }) => {
      const { source } = outside
      if (!source) return skip('Whoever sends is the other side.')
      await deliver(box.some(2 * LETTERS))
      await source.down()
      await outside.takeIn()
      await source.up()
      await takeInAll()
      await expectOrder()
    },
    2 * MINUTES,
  )

  it.each(DISKS)('is complete after the disk was full for %s', async (table) => {
    const makeRoom = await fillDisk(installation, table, 1)
    await deliver(box.some(LETTERS))
    await outside.takeIn()
    await makeRoom()
    await takeInAll()
    await installation.aMinutePasses()
    await expectOrder()
  })

  it(
    'is complete after the database was killed in the middle',
    async () => {
      const armed = await planStrikes(installation, outside, 1, random)[0]?.arm()
      await deliver(box.some(LETTERS))
      let isStruck = false
      const going = takeInAll(() => isStruck)
      const kill = () => {
        isStruck = true
        installation.killDatabase()
      }
      await armed?.strike(kill, () => false)
      await installation.restartDatabase()
      await going
      await installation.halfAMinutePasses()
      await takeInAll()
      await installation.aMinutePasses()
      await expectOrder()
    },
    5 * MINUTES,
  )
})
