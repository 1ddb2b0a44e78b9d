/** Provisional. */
export function parseLocalDateTime(text: string, _near: string | null): string | null {
  const iso = /(\d{4})[-/](\d\d)[-/](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?/.exec(text)
  return iso ? `${iso[1]}-${iso[2]}-${iso[3]}T${iso[4]}:${iso[5]}:${iso[6] ?? '00'}` : null
}
export function parseDuration(text: string): number | null {
  const hms = /(\d+):(\d\d):(\d\d)/.exec(text)
  return hms ? Number(hms[1]) * 3600 + Number(hms[2]) * 60 + Number(hms[3]) : null
}
