/** Provisional. */
export function parseBytes(text: string): number | null {
  const found = /([\d.,]+)\s*([KMGT]?)i?B/i.exec(text)
  if (!found) return null
  const power = ['', 'K', 'M', 'G', 'T'].indexOf((found[2] ?? '').toUpperCase())
  return Math.round(Number((found[1] ?? '').replace(',', '.')) * 1024 ** power)
}
