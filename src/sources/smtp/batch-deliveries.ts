import { howManyFit } from '../../platform/fit.ts'
import type { ReceivedMail } from './received-mail.ts'

type Waiting = { mail: ReceivedMail; resolve: () => void; reject: (reason: unknown) => void }

/** After so many failures one after the other the fault is not the mails': the rest is refused with the last reason. */
const FAILURES_IN_A_ROW = 3
/** A batch is closed when it holds this much. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024

/**
 * Lets clients that deliver at the same time share one commit. Each delivery resolves only once `deliverMany` has committed its batch. When a batch fails its mails are tried one by one, so that a bad one fails alone;
 * `deliverMany` must bear to be called again with a mail.
 */
export function batchDeliveries(
  deliverMany: (mails: readonly ReceivedMail[]) => Promise<void>,
  limits: { maxMails: number; maxWaitMs: number },
): (mail: ReceivedMail) => Promise<void> {
  const waiting: Waiting[] = []
  let timer: NodeJS.Timeout | null = null
  let isRunning = false

  const run = async () => {
    if (timer) clearTimeout(timer)
    timer = null
    if (isRunning) return
    isRunning = true
    while (waiting.length > 0) await deliverTogether(deliverMany, nextBatch(waiting, limits.maxMails))
    isRunning = false
  }
  return (mail) =>
    new Promise((resolve, reject) => {
      waiting.push({ mail, resolve, reject })
      // What comes while one batch is written forms the next one without any further wait.
      if (waiting.length >= limits.maxMails) run()
      else if (!isRunning) timer ??= setTimeout(run, limits.maxWaitMs)
    })
}

function nextBatch(waiting: Waiting[], maxMails: number): Waiting[] {
  const limits = { count: maxMails, bytes: MAX_BATCH_BYTES }
  return waiting.splice(
    0,
    howManyFit(waiting, limits, ({ mail }) => mail.raw.byteLength),
  )
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
