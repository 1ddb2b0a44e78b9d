import type { Installation } from './installation.ts'
import type { Letter } from './letters.ts'

/** One way in, with an outside of its own. */
export type WayIn = {
  /** Also the beginning of its letters' marks. */
  name: string
  open(installation: Installation): Promise<Outside>
}

/** What lies outside the application, as whoever sends reports or owns the mailbox sees it. */
export type Outside = {
  /** Brings letters to where they wait for the application. */
  deliver(letters: readonly Letter[]): Promise<void>
  /** Lets the application take in what waits, in one go; what is not acknowledged in it keeps waiting. */
  takeIn(): Promise<void>
  /** Marks of what still waits, one for each copy. */
  waiting(): Promise<string[]>
  /** Marks of what was acknowledged, or moved away, one for each copy. */
  takenIn(): Promise<string[]>
  /** Marks of what was refused for good. */
  refused(): ReadonlySet<string>
  /** Instants at which the application settles with the outside. */
  strikes: readonly Strike[]
  /** Whoever takes in here, when that is not the application that serves. */
  process?: { kill(): void; ended(): Promise<void> }
  /** The other side goes away and comes back; null where the other side is whoever sends. */
  source: { down(): Promise<void>; up(): Promise<void> } | null
  /** What is wrong out there beside lost or doubled letters, in words. */
  complaints(): Promise<string[]>
  close(): Promise<void>
}

/** An instant at which the process is killed. */
export type Strike = {
  name: string
  /** Set up before anything begins; resolves when everything is ready. */
  arm(): Promise<Armed>
}

export type Armed = {
  /** Waits for the instant and kills, unless everything is over before it comes. */
  strike(kill: () => void, isOver: () => boolean): Promise<void>
}
