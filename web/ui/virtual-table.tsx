import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { Fragment, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useLatest } from '../lib/use-latest.ts'
import classes from './data-table.module.css'
import { type Column, DataRow, SkeletonRow, TableHead, type TableSelection } from './table-parts.tsx'

interface VirtualTableProps<Row> {
  label: string
  columns: readonly Column<Row>[]
  /** Undefined while loading. */
  rows: readonly Row[] | undefined
  rowId: (row: Row) => number
  rowLabel: (row: Row) => string
  /** What group a row stands in; rows of one group are neighbours. */
  groupKey?: ((row: Row) => string | undefined) | undefined
  groupHeader?: (firstRow: Row) => ReactNode
  onOpen: (row: Row) => void
  selection: TableSelection
  cursor: number | null
  /** How many rows there are altogether. */
  total: number
  /** Called when the last rows come near. */
  onNearEnd: () => void
  empty: ReactNode
}

type Item<Row> = { kind: 'group'; row: Row; key: string } | { kind: 'row'; row: Row; key: string }

/** As the style says; nothing is measured, so that scrolling costs no layout. */
const ROW_PX = 48
const GROUP_PX = 42
const OVERSCAN = 14
/** So many rows before the end the next ones are asked for. */
const NEAR_END = 60

/** The table of the house for thousands of rows: looks the same, and draws only those in sight. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { columns, rows, rowId, rowLabel, groupKey, groupHeader, selection, cursor, label } = props
  const open = useLatest(props.onOpen)
  const toggle = useLatest(selection.toggle)
  const nearEnd = useLatest(props.onNearEnd)
  const body = useRef<HTMLTableSectionElement>(null)
  const top = useTopOf(body, rows?.length !== 0)
  const items = useMemo(() => itemsOf(rows ?? [], rowId, groupKey), [rows, rowId, groupKey])
  const virtualizer = useWindowVirtualizer<Element>({
    count: items.length,
    estimateSize: (index) => (items[index]?.kind === 'group' ? GROUP_PX : ROW_PX),
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: OVERSCAN,
    scrollMargin: top,
    scrollPaddingStart: 96,
    scrollPaddingEnd: 24,
    useFlushSync: false,
  })
  const visible = virtualizer.getVirtualItems()
  const lastVisible = visible.at(-1)?.index ?? 0
  useEffect(() => {
    if (items.length > 0 && lastVisible >= items.length - NEAR_END) nearEnd()
  }, [lastVisible, items.length, nearEnd])

  const place =
    cursor === null ? -1 : items.findIndex(({ kind, row }) => kind === 'row' && rowId(row) === cursor)
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolls when the cursor moves, not when the list does
  useEffect(() => {
    if (place >= 0) virtualizer.scrollToIndex(place, { align: 'auto' })
  }, [cursor])

  if (rows?.length === 0) return <div className={classes.frame}>{props.empty}</div>
  const before = (visible[0]?.start ?? top) - top
  const after = virtualizer.getTotalSize() - ((visible.at(-1)?.end ?? top) - top)
  return (
    <div className={classes.frame}>
      <table
        className={`${classes.table} ${classes.even}`}
        aria-label={label}
        aria-busy={!rows}
        aria-rowcount={props.total + 1}
      >
        <TableHead columns={columns} selection={selection} total={props.total} />
        <tbody ref={body}>
          {rows ? (
            <>
              <Gap px={before} />
              {visible.map(({ index, key }) => {
                const item = items[index]
                if (!item) return <Fragment key={key} />
                if (item.kind === 'group') {
                  return (
                    <tr key={item.key} data-index={index} className={classes.group}>
                      <th scope="rowgroup">
                        <div>{groupHeader?.(item.row)}</div>
                      </th>
                    </tr>
                  )
                }
                const id = rowId(item.row)
                return (
                  <DataRow
                    key={item.key}
                    id={id}
                    row={item.row}
                    name={rowLabel(item.row)}
                    columns={columns}
                    onOpen={open}
                    onToggle={toggle}
                    ticked={selection.has(id)}
                    current={cursor === id}
                    index={index}
                  />
                )
              })}
              <Gap px={after} />
            </>
          ) : (
            Array.from({ length: 12 }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
              <SkeletonRow key={index} columns={columns} selectable />
            ))
          )}
        </tbody>
      </table>
    </div>
  )
}

/** Room for the rows that are not drawn. */
function Gap({ px }: { px: number }) {
  if (px <= 0) return null
  return (
    <tr aria-hidden className={classes.gap}>
      <td style={{ height: px }} />
    </tr>
  )
}

function itemsOf<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => number,
  groupKey: ((row: Row) => string | undefined) | undefined,
): Item<Row>[] {
  const items: Item<Row>[] = []
  let last: string | undefined
  for (const row of rows) {
    const key = groupKey?.(row)
    if (key !== undefined && key !== last) items.push({ kind: 'group', row, key: `group ${key}` })
    last = key
    items.push({ kind: 'row', row, key: `row ${rowId(row)}` })
  }
  return items
}

/** How far from the top of the page something begins; what stands above it may come and go. */
function useTopOf(element: { current: HTMLElement | null }, isThere: boolean): number {
  const [top, setTop] = useState(0)
  useLayoutEffect(() => {
    if (!isThere) return
    const look = () => {
      if (!element.current) return
      setTop(Math.round(element.current.getBoundingClientRect().top + window.scrollY))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [element, isThere])
  return top
}
