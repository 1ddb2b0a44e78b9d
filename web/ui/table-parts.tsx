import { Skeleton, VisuallyHidden } from '@mantine/core'
import { memo, type MouseEvent as ReactMouseEvent, type ReactNode, useEffect, useRef } from 'react'
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

/** What check boxes need; `isRange` when shift was held. */
export type TableSelection = Pick<Selection, 'ids' | 'has' | 'toggleAll'> & {
  toggle: (id: number, isRange?: boolean) => void
}

interface TableHeadProps<Row> {
  columns: readonly Column<Row>[]
  selection: TableSelection | undefined
  total: number
}

/** The widths of the columns and their headers. */
export function TableHead<Row>({ columns, selection, total }: TableHeadProps<Row>) {
  return (
    <>
      <colgroup>
        {selection && <col style={{ width: 44 }} />}
        {columns.map(({ key, width, hideBelow }) => (
          <col key={key} data-hide-below={hideBelow} style={width ? { width } : undefined} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {selection && <SelectAll selection={selection} total={total} />}
          {columns.map(({ key, header, quietHeader, numeric, hideBelow }) => (
            <th key={key} scope="col" data-numeric={numeric} data-hide-below={hideBelow}>
              {quietHeader ? <VisuallyHidden>{header}</VisuallyHidden> : header}
            </th>
          ))}
        </tr>
      </thead>
    </>
  )
}

interface DataRowProps<Row> {
  id: number
  row: Row
  name: string
  columns: readonly Column<Row>[]
  onOpen: ((row: Row) => void) | undefined
  onToggle: ((id: number, isRange: boolean) => void) | undefined
  ticked: boolean
  current: boolean
  /** Its place in a table that draws only what is in sight. */
  index?: number
}

function PlainRow<Row>(props: DataRowProps<Row>) {
  const { id, row, name, columns, onOpen, onToggle, ticked, current, index } = props
  const element = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (current && index === undefined) element.current?.scrollIntoView({ block: 'nearest' })
  }, [current, index])
  return (
    <tr
      ref={element}
      data-row={id}
      data-index={index}
      aria-rowindex={index === undefined ? undefined : index + 2}
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
              onChange={(event) => onToggle(id, isShiftHeld(event.nativeEvent))}
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

/** One row of a table; stays as it is while nothing of it changes. */
export const DataRow = memo(PlainRow) as typeof PlainRow

function SelectAll({ selection, total }: { selection: TableSelection; total: number }) {
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

/** Stands in for a row while it is loaded. */
export function SkeletonRow({
  columns,
  selectable,
}: {
  columns: readonly Column<never>[]
  selectable: boolean
}) {
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
function isOnBareRow(event: ReactMouseEvent): boolean {
  if (event.target instanceof Element && event.target.closest('a, button, input, label')) return false
  return window.getSelection()?.isCollapsed ?? true
}

function isShiftHeld(event: Event): boolean {
  return event instanceof MouseEvent && event.shiftKey
}
