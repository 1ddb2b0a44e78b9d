import type { ReactNode } from 'react'
import { useLatest } from '../lib/use-latest.ts'
import classes from './data-table.module.css'
import { type Column, DataRow, SkeletonRow, TableHead, type TableSelection } from './table-parts.tsx'

export type { Column } from './table-parts.tsx'

interface DataTableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  /** Undefined while loading: rows of the same height stand in. */
  rows: readonly Row[] | undefined
  rowId: (row: Row) => number
  rowLabel: (row: Row) => string
  onOpen?: ((row: Row) => void) | undefined
  selection?: TableSelection | undefined
  /** The row the keyboard stands on. */
  cursor?: number | null
  empty: ReactNode
  skeletonRows?: number
}

/** The one table of the house: fixed columns, whole row opens, check boxes that forget, room kept while loading. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, rows, rowId, rowLabel, selection, cursor, empty, label } = props
  const open = useLatest(props.onOpen)
  const toggle = useLatest(selection?.toggle)
  if (rows?.length === 0) return <div className={classes.frame}>{empty}</div>
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label} aria-busy={!rows}>
        <TableHead columns={columns} selection={selection} total={rows?.length ?? 0} />
        <tbody>
          {rows
            ? rows.map((row) => (
                <DataRow
                  key={rowId(row)}
                  id={rowId(row)}
                  row={row}
                  name={rowLabel(row)}
                  columns={columns}
                  onOpen={props.onOpen && open}
                  onToggle={selection && toggle}
                  ticked={selection?.has(rowId(row)) ?? false}
                  current={cursor === rowId(row)}
                />
              ))
            : Array.from({ length: props.skeletonRows ?? 8 }, (_, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
                <SkeletonRow key={index} columns={columns} selectable={Boolean(selection)} />
              ))}
        </tbody>
      </table>
    </div>
  )
}
