import { MAX_OBJECTS, type PlainFacts, type PlainObject, timeOf } from './plain-facts.ts'

/** A report as the JSON that `POST /api/ingest/run` takes; null when the text holds none, whatever stands around it. */
export function readJsonReport(text: string): PlainFacts | null {
  if (!text.includes('"job"') || !text.includes('"status"')) return null
  const members = membersOf(parsed(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)))
  const job = textOf(members?.get('job'))
  const status = textOf(members?.get('status'))
  if (!members || !job || !status) return null
  return {
    job,
    host: textOf(members.get('host')),
    kind: textOf(members.get('type')),
    statuses: [status],
    message: textOf(members.get('message')),
    startedAt: timeOf(textOf(members.get('started_at')), null),
    endedAt: timeOf(textOf(members.get('ended_at')), null),
    objects: listOf(members.get('objects')).slice(0, MAX_OBJECTS).flatMap(objectOf),
  }
}

type Members = ReadonlyMap<string, unknown>

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function membersOf(value: unknown): Members | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  return new Map(Object.entries(value))
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function objectOf(value: unknown): PlainObject[] {
  const members = membersOf(value)
  const name = textOf(members?.get('name'))
  if (!members || !name) return []
  return [
    {
      name,
      type: textOf(members.get('type')),
      status: textOf(members.get('status')),
      message: textOf(members.get('message')),
      sizeBytes: countOf(members.get('size')),
    },
  ]
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

function countOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null
}
