const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** A size in units of 1024, as the products print them: 37.1 GB here is the 37.1 GB of the report. */
export function bytes(size: number): string {
  const exponent = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, size)) / 10)))
  const scaled = size / 1024 ** exponent
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
