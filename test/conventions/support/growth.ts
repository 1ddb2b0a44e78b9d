/** Eight times the size may take eight times the steps; what grows with the square takes sixty-four times as many. */
const FACTOR = 8
const ALLOWED = 3 * FACTOR
/** Below this a step of the garbage collector weighs more than the work. */
const FLOOR_US = 1000
const ATTEMPTS = 4

/**
 * Null when work on something eight times as large takes in proportion, else what it took. It compares two figures of
 * CPU time of this thread, of one run, several times: how fast the machine is, and what else it does, is of no account.
 */
export function growsTooFast(largeSize: number, prepare: (size: number) => () => void): string | null {
  const small = prepare(Math.floor(largeSize / FACTOR))
  const large = prepare(largeSize)
  let told = ''
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [few, many] = [microsecondsOf(small), microsecondsOf(large)]
    if (many <= ALLOWED * Math.max(few, FLOOR_US)) return null
    told = `${few} µs became ${many} µs`
  }
  return told
}

function microsecondsOf(work: () => void): number {
  const start = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(start)
  return user + system
}
