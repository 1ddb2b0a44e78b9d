const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** 1536000 → "1.5 MB" (decimal units, three significant figures). */
export function bytes(size: number): string {
  const exponent = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, size)) / 3)))
  const scaled = size / 1000 ** exponent
  const digits = exponent === 0 || scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2
  return `${scaled.toFixed(digits)} ${UNITS[exponent]}`
}

/** "1 run", "12 runs", "1,204 runs". */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : plural}`
}

/** A whole number with thousands separators. */
export function number(count: number): string {
  return count.toLocaleString('en-GB')
}
