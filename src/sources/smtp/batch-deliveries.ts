import type { ReceivedMail } from './received-mail.ts'

type Waiting = { mail: ReceivedMail; resolve: () => void; reject: (reason: unknown) => void }

/** After so many failures one after the other the fault is not the mails': the rest is refused with the last reason. */
const FAILURES_IN_A_ROW = 3
/** A batch is closed when it holds this much. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024

/**
 * Lets clients that deliver at the same time share one commit, `atOnce` batches beside each other. Each delivery resolves only once `deliverMany` has
 * committed its batch. When a batch fails its mails are tried one by one, so that a bad one fails alone;
 * `deliverMany` must bear to be called again with a mail.
 */
export function batchDeliveries(
  deliverMany: (mails: readonly ReceivedMail[]) => Promise<void>,
  limits: { maxMails: number; maxWaitMs: number; atOnce: number },
): (mail: ReceivedMail) => Promise<void> {
  const waiting: Waiting[] = []
  let timer: NodeJS.Timeout | null = null
  let running = 0

  const run = async () => {
    if (timer) clearTimeout(timer)
    timer = null
    if (running >= limits.atOnce) return
    running += 1
    while (waiting.length > 0) await deliverTogether(deliverMany, nextBatch(waiting, limits.maxMails))
    running -= 1
  }
  return (mail) =>
    new Promise((resolve, reject) => {
      waiting.push({ mail, resolve, reject })
      // What comes while all are at work forms the next batch without any further wait.
      if (waiting.length >= limits.maxMails) run()
      else if (running < limits.atOnce) timer ??= setTimeout(run, limits.maxWaitMs)
    })
}

function nextBatch(waiting: Waiting[], maxMails: number): Waiting[] {
  let bytes = 0
  const fits = waiting.slice(0, maxMails).findIndex(({ mail }, index) => {
    bytes += mail.raw.byteLength
    return index > 0 && bytes > MAX_BATCH_BYTES
  })
  return waiting.splice(0, fits === -1 ? maxMails : fits)
}

async function deliverTogether(
  deliverMany: (mails: readonly ReceivedMail[]) => Promise<void>,
  batch: readonly Waiting[],
): Promise<void> {
  try {
    await deliverMany(batch.map(({ mail }) => mail))
    for (const { resolve } of batch) resolve()
  } catch (error) {
    if (batch.length === 1) for (const { reject } of batch) reject(error)
    else await deliverEach(deliverMany, batch)
  }
}

async function deliverEach(
  deliverMany: (mails: readonly ReceivedMail[]) => Promise<void>,
  batch: readonly Waiting[],
): Promise<void> {
  let failures = 0
  let reason: unknown = null
  for (const { mail, resolve, reject } of batch) {
    if (failures >= FAILURES_IN_A_ROW) {
      reject(reason)
      continue
    }
    try {
      await deliverMany([mail])
      failures = 0
      resolve()
    } catch (error) {
      failures += 1
      reason = error
      reject(error)
    }
  }
}
