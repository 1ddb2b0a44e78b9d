import { setTimeout as pause } from 'node:timers/promises'
import type { World } from '../../app/world.ts'
import { fileStored, type Stored } from '../ingest/index.ts'

type FilingWorld = Pick<World, 'db' | 'clock' | 'log' | 'mailReader'>

export type FilingBehind = {
  /** Takes over what was stored; waits only when too much is waiting already. */
  add(stored: readonly Stored[]): Promise<void>
  /** Files at once what waits; resolves when nothing waits any more. */
  done(): Promise<void>
}

/** More in one transaction would hold its locks for long. */
const MAX_TOGETHER = 100
const MAX_WAITING = 500
/** Filing a few costs hardly less than filing many, and nobody waits for it. */
const GATHER_MS = 500

/**
 * Files what was stored behind the back of senders, who wait for the storing only: each time all that has come meanwhile.
 * What is not filed when the process ends, or cannot be at the moment, is finished by `processWaiting`.
 */
export function filingBehind(world: FilingWorld, afterwards: () => Promise<void>): FilingBehind {
  let waiting: Stored[] = []
  let running: Promise<void> | null = null
  const hurry = new AbortController()

  const run = async () => {
    while (waiting.length > 0) {
      if (waiting.length < MAX_TOGETHER)
        await pause(GATHER_MS, null, { signal: hurry.signal }).catch(() => {})
      const batch = waiting.slice(0, MAX_TOGETHER)
      waiting = waiting.slice(MAX_TOGETHER)
      try {
        await fileStored(world, batch)
        await afterwards()
      } catch (error) {
        world.log.warn({ err: error }, 'stored messages could not be filed; they are tried again')
      }
    }
    running = null
  }
  return {
    async add(stored) {
      waiting.push(...stored)
      if (waiting.length > 0) running ??= run()
      while (waiting.length > MAX_WAITING) await running
    },
    async done() {
      hurry.abort()
      await running
    },
  }
}
