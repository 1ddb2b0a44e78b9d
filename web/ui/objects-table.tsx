import { Text } from '@mantine/core'
import { Fragment, useState } from 'react'
import type { z } from 'zod'
import type { objectSchema } from '../../contract/base.ts'
import { bytes, countOf } from '../lib/amounts.ts'
import classes from './objects-table.module.css'
import { StatusIcon, statusWord } from './status-badge.tsx'

type BackupObject = z.infer<typeof objectSchema>

const SHOWN_AT_FIRST = 12

/** The machines, shares and mailboxes of a report; what needs a look comes first. */
export function ObjectsTable({ objects }: { objects: readonly BackupObject[] }) {
  const [all, setAll] = useState(false)
  if (objects.length === 0) return null
  const sorted = objects.toSorted((one, other) => severity(one) - severity(other))
  const shown = all ? sorted : sorted.slice(0, SHOWN_AT_FIRST)
  const hasSizes = objects.some((object) => object.sizeBytes !== null || object.transferredBytes !== null)
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label="Objects of this report">
        <thead>
          <tr>
            <th scope="col">{countOf(objects.length, 'object')}</th>
            <th scope="col">Status</th>
            {hasSizes && (
              <th scope="col" className={classes.size}>
                Size
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((object, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a report may name the same object twice
            <Fragment key={index}>
              <tr>
                <td>
                  <span className={classes.name}>{object.name}</span>
                  {object.type && <span className={classes.type}>{object.type}</span>}
                </td>
                <td className={classes.status}>
                  <StatusIcon status={object.status} />
                  <span aria-hidden>{statusWord(object.status)}</span>
                </td>
                {hasSizes && <td className={classes.size}>{sizeOf(object)}</td>}
              </tr>
              {object.message && (
                <tr>
                  <td colSpan={hasSizes ? 3 : 2} className={classes.message}>
                    {object.message}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
      {sorted.length > shown.length && (
        <button type="button" className={classes.more} onClick={() => setAll(true)}>
          <Text size="sm">Show {sorted.length - shown.length} more</Text>
        </button>
      )}
    </div>
  )
}

function severity({ status, message }: BackupObject): number {
  if (status === 'failed') return 0
  if (status === 'warning') return 1
  return message ? 2 : 3
}

function sizeOf({ sizeBytes, transferredBytes }: BackupObject): string {
  const size = sizeBytes ?? transferredBytes
  return size === null ? '' : bytes(size)
}
