export type LogLine = {
  /** As printed, `YYYY-MM-DD hh:mm:ss`. */
  at: string
  level: 'info' | 'warning' | 'error'
  text: string
}

/** The log in a report, `YYYY-MM-DD hh:mm:ss(info): text` a line; other lines are left out. */
export function logLines(lines: readonly string[]): LogLine[] {
  return lines.flatMap((line) => {
    const found = LINE.exec(line)
    if (!found) return []
    const [, at = '', level = '', text = ''] = found
    return [{ at, level: levelOf(level), text: text.slice(0, 1000) }]
  })
}

const LINE = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ?\((\w{1,20})\): ?(.*)/

/** A level that we do not know is one to look at. */
function levelOf(word: string): LogLine['level'] {
  if (word === 'info' || word === 'error') return word
  return 'warning'
}
