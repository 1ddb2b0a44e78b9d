export type Alert = {
  /** What the mail says about the alert: it came up, was raised before, or is over. */
  section: 'new' | 'current' | 'cleared'
  type: 'Replication' | 'Snapshot'
  name: string
  /** The vendor's word: `failed`, `succeeded`. */
  outcome: string
  message: string | null
}

/** The alerts of a mail about tasks that copy or snapshot data, in order; those of other kinds are left out. */
export function readAlerts(text: string): Alert[] {
  const headings = [...text.matchAll(HEADING)].slice(0, 20)
  const beforeAny = text.slice(0, headings[0]?.index ?? text.length)
  const sections = headings.map((heading, index) => ({
    section: sectionOf(heading[0]),
    text: text.slice(heading.index + heading[0].length, headings[index + 1]?.index ?? text.length),
  }))
  return [{ section: 'new' as const, text: beforeAny }, ...sections].flatMap(alertsIn).slice(0, MAX_ALERTS)
}

const MAX_ALERTS = 1000

/** `New alert` and `New alerts` mean the same: the product counts the wrong list for the singular. */
const HEADING =
  /\b(?:new alerts?|current alerts?|(?:the following|these) alerts? ha(?:s|ve) been cleared) ?(?=:)/gi

function sectionOf(heading: string): Alert['section'] {
  if (/^new/i.test(heading)) return 'new'
  return /^current/i.test(heading) ? 'current' : 'cleared'
}

const TASK =
  /\b(replication|snapshot task for dataset|cloud ?sync task|rsync task) "([^"\n]{1,255})" (\w{1,40})[.:]?/gi

function alertsIn({ section, text }: { section: Alert['section']; text: string }): Alert[] {
  const tasks = [...text.matchAll(TASK)]
  return tasks.map((task, index) => {
    const [head, what = '', name = '', outcome = ''] = task
    const start = task.index + head.length
    // Of a mail that lost its line ends, an alert ends where the next one begins.
    const rest = text.slice(start, Math.min(tasks[index + 1]?.index ?? text.length, start + 2000))
    return {
      section,
      type: what.toLowerCase().startsWith('snapshot') ? 'Snapshot' : 'Replication',
      name,
      outcome,
      message: rest.split('\n', 1)[0]?.trim() || null,
    }
  })
}
