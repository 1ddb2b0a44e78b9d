import type { Status } from '../../../domain/status.ts'
import { BLANK_OBJECT, type ReportedObject } from '../../parser.ts'

/** The indented list under a heading of the mail: the lines up to the first blank one or the closing hint. */
export function listUnder(lines: readonly string[], heading: RegExp): string[] {
  const start = lines.findIndex((line) => heading.test(line))
  if (start < 0) return []
  const listed: string[] = []
  for (const line of lines.slice(start + 1)) {
    if (line === '' && listed.length === 0) continue
    if (line === '' || line.startsWith('Please visit')) break
    listed.push(line.slice(0, 500))
  }
  return listed
}

/** `vm/101/2026-11-08T01:00:03Z` is a snapshot, `vm/101` a group of them; both may begin with `ns/<namespace>/`. */
export function snapshotObject(path: string, status: Status): ReportedObject {
  return { ...BLANK_OBJECT, name: path, type: isSnapshot(path) ? 'snapshot' : 'group', status }
}

/** One object per group: a tape run lists many snapshots, and their times would make every one a new object. */
export function groupObjects(paths: readonly string[], status: Status): ReportedObject[] {
  const groups = new Set(
    paths.map((path) => (isSnapshot(path) ? path.slice(0, path.lastIndexOf('/')) : path)),
  )
  return [...groups].map((group) => ({ ...BLANK_OBJECT, name: group, type: 'group', status }))
}

function isSnapshot(path: string): boolean {
  return /\/\d{4}-\d\d-\d\dT[\d:]{4,8}Z$/.test(path.slice(-30))
}
