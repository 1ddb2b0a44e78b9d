import { VendorError } from './wire.ts'

const AT_ONCE = 4
const QUOTA = 10_000
const WINDOW_MS = 600_000

/** Outlook's limits for one application and mailbox: four requests at once, ten thousand in ten minutes. */
export function createLimits(clock: () => string) {
  let running = 0
  let most = 0
  let windowStart = Date.parse(clock())
  let inWindow = 0

  function enter(): void {
    const now = Date.parse(clock())
    if (now - windowStart >= WINDOW_MS) {
      windowStart = now
      inWindow = 0
    }
    inWindow += 1
    if (running > AT_ONCE) throw throttled('MailboxConcurrency', 1)
    if (inWindow > QUOTA) throw throttled('requests', Math.ceil((windowStart + WINDOW_MS - now) / 1_000))
  }

  return {
    /** Counts a request until `leave`. */
    begin: () => {
      running += 1
      most = Math.max(most, running)
    },
    enter,
    leave: () => {
      running -= 1
    },
    mostAtOnce: () => most,
  }
}

const throttled = (limit: string, seconds: number) =>
  new VendorError(429, 'ApplicationThrottled', `Application is over its ${limit} limit.`, {
    'retry-after': String(seconds),
  })
