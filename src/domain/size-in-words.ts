const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB']

/** A number of bytes in units of 1024, as the products print them: "37.1 GB". */
export function sizeInWords(bytes: number): string {
  let scaled = bytes
  let unit = 0
  while (scaled >= 1024 && unit < UNITS.length - 1) {
    scaled /= 1024
    unit += 1
  }
  const digits = unit === 0 || scaled >= 100 ? 0 : 1
  return `${scaled.toFixed(digits)} ${UNITS[unit]}`
}
