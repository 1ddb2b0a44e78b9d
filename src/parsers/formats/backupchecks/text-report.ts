import { MAX_OBJECTS, type PlainFacts, type PlainObject, timeOf } from './plain-facts.ts'

/** Whether a line opens a report: `Backupchecks report`, and nothing else. */
export function isTitle(line: string): boolean {
  return line.length < MAX_TITLE && /^backupchecks report:?$/i.test(line.trim())
}

/** The reports of a text, each from its title to the next title, a line of dashes or the end; one without a job is none. */
export function readTextReports(lines: readonly string[], near: string | null): PlainFacts[] {
  const reports: PlainFacts[] = []
  let fields: Field[] | null = null
  const close = (): void => {
    const report = fields && factsOf(fields, near)
    if (report && reports.length < MAX_REPORTS) reports.push(report)
    fields = null
  }
  for (const line of lines) {
    if (isTitle(line)) {
      close()
      fields = []
    } else if (END.test(line)) close()
    else if (fields) addLine(fields, line.slice(0, MAX_LINE))
  }
  close()
  return reports
}

const MAX_TITLE = 100
const MAX_LINE = 4000
const MAX_REPORTS = 1000
/** A mail's signature begins with two dashes and a space, which is often lost. */
const END = /^[ \t]{0,20}-{2,200}[ \t]{0,20}$/

type Field = { label: Label; value: string; isOpen: boolean }
type Label = (typeof LABELS)[number]

const LABELS = ['job', 'host', 'type', 'status', 'message', 'started', 'ended', 'object'] as const

/** A label begins a field, an indented line goes on with the last one, and all other lines mean nothing. */
function addLine(fields: Field[], line: string): void {
  const last = fields.at(-1)
  const field = labelled(line)
  if (field) fields.push(field)
  else if (last?.isOpen && /^[ \t]+\S/.test(line)) {
    if (last.value.length < MAX_LINE) last.value = `${last.value}\n${line.trim()}`.trim()
  } else if (last) last.isOpen = false
}

function labelled(line: string): Field | null {
  const colon = line.indexOf(':')
  if (colon < 0 || colon > MAX_TITLE) return null
  const written = line.slice(0, colon).trim().toLowerCase()
  const label = LABELS.find((known) => known === written)
  return label ? { label, value: line.slice(colon + 1).trim(), isOpen: true } : null
}

function factsOf(fields: readonly Field[], near: string | null): PlainFacts | null {
  const valuesOf = (label: Label): string[] =>
    fields.filter((field) => field.label === label && field.value !== '').map((field) => field.value)
  const firstOf = (label: Label): string | null => valuesOf(label)[0] ?? null
  const job = firstOf('job')
  if (!job) return null
  return {
    job: onOneLine(job),
    host: firstOf('host'),
    kind: firstOf('type'),
    statuses: valuesOf('status').map(onOneLine),
    message: valuesOf('message').join('\n') || null,
    startedAt: timeOf(firstOf('started'), near),
    endedAt: timeOf(firstOf('ended'), near),
    objects: valuesOf('object').slice(0, MAX_OBJECTS).flatMap(objectOf),
  }
}

/** `name | status | message`; whatever follows the second bar is the message. */
function objectOf(value: string): PlainObject[] {
  const [name = '', status = '', ...message] = onOneLine(value).split('|')
  if (name.trim() === '') return []
  return [
    {
      name: name.trim(),
      type: null,
      status: status.trim() || null,
      message: message.join('|').trim() || null,
      sizeBytes: null,
    },
  ]
}

function onOneLine(value: string): string {
  return value.replaceAll('\n', ' ')
}
