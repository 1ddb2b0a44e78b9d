import { bytes } from '../../lib/amounts.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import classes from './reading-diff.module.css'
import type { ReadResult } from './reparse-search.ts'

type BackupObject = ReadResult['objects'][number]

interface ObjectRowsProps {
  before: readonly BackupObject[]
  after: readonly BackupObject[]
}

/** The objects that differ, each on one line: what is gone has no right side, what is new no left one. */
export function ObjectRows({ before, after }: ObjectRowsProps) {
  const pairs = new Map<string, { before?: BackupObject; after?: BackupObject }>()
  for (const object of before) pairs.set(nameOf(object), { before: object })
  for (const object of after) pairs.set(nameOf(object), { ...pairs.get(nameOf(object)), after: object })
  return [...pairs].map(([name, pair]) => {
    const shown = pair.after ?? pair.before
    return (
      <tr key={name}>
        <th scope="row">
          <span className={classes.object}>{shown?.name}</span>
          <span className={classes.message}>
            {pair.before ? (pair.after ? 'changed' : 'no longer listed') : 'new'}
            {shown?.type ? ` · ${shown.type}` : ''}
          </span>
        </th>
        <Side side="before" object={pair.before} />
        <Side side="after" object={pair.after} />
      </tr>
    )
  })
}

function Side({ side, object }: { side: 'before' | 'after'; object: BackupObject | undefined }) {
  return (
    <td data-side={side} data-differs={object ? true : undefined}>
      {object ? (
        <>
          <StatusBadge status={object.status} />
          {[object.message, sizes(object), times(object)].map(
            (text) =>
              text && (
                <span key={text} className={classes.message}>
                  {text}
                </span>
              ),
          )}
        </>
      ) : (
        <span className={classes.quiet}>–</span>
      )}
    </td>
  )
}

function sizes({ sizeBytes, transferredBytes }: BackupObject): string {
  return [
    sizeBytes === null ? '' : bytes(sizeBytes),
    transferredBytes === null ? '' : `${bytes(transferredBytes)} transferred`,
  ]
    .filter(Boolean)
    .join(', ')
}

function times({ startedAt, endedAt }: BackupObject): string {
  return [startedAt, endedAt]
    .map((at) => at?.replace('T', ' '))
    .filter(Boolean)
    .join(' – ')
}

function nameOf({ name, type }: BackupObject): string {
  return `${type ?? ''}\0${name.toLowerCase()}`
}
