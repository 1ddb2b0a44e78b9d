import { Skeleton, VisuallyHidden } from '@mantine/core'
import { type MouseEvent, memo, type ReactNode, useEffect, useRef } from 'react'
import { useLatest } from '../lib/use-latest.ts'
import type { Selection } from '../lib/use-selection.ts'
import classes from './data-table.module.css'

export interface Column<Row> {
  key: string
  header: string
  /** The header is for screen readers only. */
  quietHeader?: boolean
  cell: (row: Row) => ReactNode
  /** Pixels; columns without a width share the rest. */
  width?: number
  numeric?: boolean
  /** Leaves when the table is narrower than this many pixels. */
  hideBelow?: 520 | 720 | 900 | 1100
}

interface DataTableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  /** Undefined while loading: rows of the same height stand in. */
  rows: readonly Row[] | undefined
  rowId: (row: Row) => number
  rowLabel: (row: Row) => string
  onOpen?: ((row: Row) => void) | undefined
  selection?: Selection | undefined
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
        <colgroup>
          {selection && <col style={{ width: 44 }} />}
          {columns.map(({ key, width, hideBelow }) => (
            <col key={key} data-hide-below={hideBelow} style={width ? { width } : undefined} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {selection && <SelectAll selection={selection} total={rows?.length ?? 0} />}
            {columns.map(({ key, header, quietHeader, numeric, hideBelow }) => (
              <th key={key} scope="col" data-numeric={numeric} data-hide-below={hideBelow}>
                {quietHeader ? <VisuallyHidden>{header}</VisuallyHidden> : header}
              </th>
            ))}
          </tr>
        </thead>
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

interface DataRowProps<Row> {
  id: number
  row: Row
  name: string
  columns: readonly Column<Row>[]
  onOpen: ((row: Row) => void) | undefined
  onToggle: ((id: number) => void) | undefined
  ticked: boolean
  current: boolean
}

function PlainRow<Row>({ id, row, name, columns, onOpen, onToggle, ticked, current }: DataRowProps<Row>) {
  const element = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (current) element.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <tr
      ref={element}
      data-row={id}
      data-ticked={ticked || undefined}
      data-current={current || undefined}
      data-opens={Boolean(onOpen) || undefined}
      onClick={(event) => onOpen && isOnBareRow(event) && onOpen(row)}
    >
      {onToggle && (
        <td className={classes.tick}>
          <label>
            <input
              type="checkbox"
              autoComplete="off"
              aria-label={`Select ${name}`}
              checked={ticked}
              onChange={() => onToggle(id)}
            />
          </label>
        </td>
      )}
      {columns.map(({ key, cell, numeric, hideBelow }) => (
        <td key={key} data-numeric={numeric} data-hide-below={hideBelow}>
          {cell(row)}
        </td>
      ))}
    </tr>
  )
}

const DataRow = memo(PlainRow) as typeof PlainRow

function SelectAll({ selection, total }: { selection: Selection; total: number }) {
  const all = total > 0 && selection.ids.length === total
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.indeterminate = selection.ids.length > 0 && !all
  })
  return (
    <th scope="col" className={classes.tick}>
      <label>
        <input
          ref={input}
          type="checkbox"
          autoComplete="off"
          aria-label="Select all rows"
          checked={all}
          onChange={selection.toggleAll}
        />
      </label>
    </th>
  )
}

function SkeletonRow({ columns, selectable }: { columns: readonly Column<never>[]; selectable: boolean }) {
  return (
    <tr>
      {selectable && <td className={classes.tick} />}
      {columns.map(({ key, hideBelow }) => (
        <td key={key} data-hide-below={hideBelow}>
          <Skeleton height={12} width="70%" />
        </td>
      ))}
    </tr>
  )
}

/** A click that was meant for the row: not for a control in it, and not the end of marking text. */
function isOnBareRow(event: MouseEvent): boolean {
  if (event.target instanceof Element && event.target.closest('a, button, input, label')) return false
  return window.getSelection()?.isCollapsed ?? true
}
