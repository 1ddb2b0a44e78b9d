import type { StatementTimes } from './statement-times.ts'

const SHOWN_STATEMENTS = 14

/** How fast so many mails went. */
export function speed(mails: readonly Buffer[], ms: number): string {
  const perSecond = (amount: number) => (amount / ms) * 1000
  return `${perSecond(mails.length).toFixed(0)} mails/s, ${(perSecond(bytesOf(mails)) / 1e6).toFixed(1)} MB/s   (${(ms / 1000).toFixed(1)} s)`
}

/** What these mails weigh together. */
export function bytesOf(mails: readonly Buffer[]): number {
  return mails.reduce((sum, mail) => sum + mail.byteLength, 0)
}

/** Bytes as whole megabytes. */
export function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`
}

/** Bytes as kilobytes, without the unit. */
export function kb(bytes: number): string {
  return (bytes / 1e3).toFixed(1)
}

/** The middle one of some figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((a, b) => a - b)[Math.floor(figures.length / 2)] ?? 0
}

/** Where the time went, which may overlap, so that the parts can make more than the whole. */
export function showTimes(ms: number, statements: StatementTimes, others: Record<string, number> = {}): void {
  showShare('where the time goes', ms, ms)
  for (const [name, part] of Object.entries(others)) showShare(name, part, ms)
  for (const { statement, count, ms: part } of statements.slice(0, SHOWN_STATEMENTS))
    showShare(`${statement} (${count}×)`, part, ms)
  showShare('other statements', sum(statements.slice(SHOWN_STATEMENTS).map((each) => each.ms)), ms)
  const known = sum([...Object.values(others), ...statements.map((each) => each.ms)])
  showShare('anything else', Math.max(0, ms - known), ms)
}

function sum(parts: readonly number[]): number {
  return parts.reduce((total, part) => total + part, 0)
}

export function showShare(name: string, part: number, whole: number): void {
  console.log(
    `  ${name.padEnd(64)}${(part / 1000).toFixed(2).padStart(8)} s ${((part / whole) * 100).toFixed(1).padStart(6)} %`,
  )
}
