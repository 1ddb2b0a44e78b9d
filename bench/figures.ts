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

/** One line of a list of times, with its share of the whole. */
export function showShare(name: string, part: number, whole: number): void {
  console.log(
    `  ${name.padEnd(64)}${(part / 1000).toFixed(2).padStart(8)} s ${((part / whole) * 100).toFixed(1).padStart(6)} %`,
  )
}
