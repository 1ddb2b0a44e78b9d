import { setTimeout as sleepFor } from 'node:timers/promises'
import { createExchange, type OutboundAnswer, type OutboundRequest } from './outbound/exchange.ts'
import { OutboundTrouble, withoutSecrets } from './outbound/outbound-trouble.ts'
import { isPassing, pauseBeforeNextTry, retryAfterMs } from './outbound/patience.ts'
import { createTurns } from './outbound/turns.ts'

export { jsonOf } from './outbound/answers.ts'
export { isSameOrigin } from './outbound/same-origin.ts'
export { type OutboundAnswer, type OutboundRequest, OutboundTrouble }

export type OutboundOutside = {
  clock: () => string
  /** Waits so many milliseconds; rejects with the signal's reason. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>
  /** From 0 to below 1. */
  random?: () => number
}

export type OutboundOptions = {
  /** Whether addresses of this machine and of private networks may be asked: for tests, and for who runs such services at home. */
  allowPrivateAddresses?: boolean
  /** How long one try usually may take, the body included; 30 seconds when not said. */
  timeoutMs?: number
}

/** The one way out to other people's HTTP servers. */
export type Outbound = {
  /**
   * Sends a request, tries again with growing pauses where that can help, and gives what `read` makes of the answer, whatever
   * its status. Throws an `OutboundTrouble` when there is no answer, what `read` throws, or the reason of the signal.
   */
  send<T>(request: OutboundRequest, read: (answer: OutboundAnswer) => T): Promise<T>
  /** Lets go of the idle connections; requests may still be sent. */
  close(): void
}

/** Opens the way out; redirects are never followed, and an address is checked in the moment it is connected to. */
export function createOutbound(outside: OutboundOutside, options: OutboundOptions = {}): Outbound {
  const { exchange, close } = createExchange({
    allowPrivateAddresses: options.allowPrivateAddresses ?? false,
    timeoutMs: options.timeoutMs ?? 30_000,
  })
  const inTurn = createTurns()
  const { clock, sleep = sleepWith, random = Math.random } = outside

  async function sendPatiently<T>(request: OutboundRequest, read: (answer: OutboundAnswer) => T): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      request.signal?.throwIfAborted()
      const outcome = await tryOnce(request, read)
      if (outcome.kind === 'value') return outcome.value
      const pause = pauseBeforeNextTry({ request, tries, outcome }, random)
      if (pause !== null) await sleep(pause, request.signal)
      else if (outcome.kind === 'trouble') throw outcome.trouble
      else return read(outcome.answer)
    }
  }

  async function tryOnce<T>(
    request: OutboundRequest,
    read: (answer: OutboundAnswer) => T,
  ): Promise<Outcome<T>> {
    try {
      const bare = await exchange(request)
      const answer = { ...bare, retryAfterMs: retryAfterMs(bare.headers['retry-after'], clock()) }
      return isPassing(answer.status) ? { kind: 'answer', answer } : { kind: 'value', value: read(answer) }
    } catch (error) {
      if (error instanceof OutboundTrouble) {
        return { kind: 'trouble', trouble: withoutSecrets(error, request.secrets) }
      }
      throw error
    }
  }

  return { send: (request, read) => inTurn(request, () => sendPatiently(request, read)), close }
}

type Outcome<T> =
  | { kind: 'value'; value: T }
  | { kind: 'answer'; answer: OutboundAnswer }
  | { kind: 'trouble'; trouble: OutboundTrouble }

async function sleepWith(ms: number, signal?: AbortSignal): Promise<void> {
  await sleepFor(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw error
  })
}
