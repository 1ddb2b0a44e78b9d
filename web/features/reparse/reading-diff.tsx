import { Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { FACTS, type Fact } from './facts-of-result.tsx'
import { ObjectRows } from './object-rows.tsx'
import classes from './reading-diff.module.css'
import type { Change, Reading, ReadResult } from './reparse-search.ts'

/** Both readings of a message side by side, result by result; what is the same is left out. */
export function ReadingDiff({ change: { before, after, moreObjects } }: { change: Change }) {
  const keys = [...new Set([...before.results, ...after.results].map(({ key }) => key))]
  const resultOf = (reading: Reading, key: string) => reading.results.find((result) => result.key === key)
  return (
    <>
      <table className={classes.table} aria-label="Parsers">
        <Columns />
        <tbody>
          <Line
            label="Read by"
            before={parserOf(before)}
            after={parserOf(after)}
            differs={parserOf(before) !== parserOf(after)}
          />
        </tbody>
      </table>
      {keys.map((key) => (
        <ResultDiff
          key={key}
          title={keys.length > 1 ? key : undefined}
          before={resultOf(before, key)}
          after={resultOf(after, key)}
        />
      ))}
      {moreObjects > 0 && (
        <Text size="sm" c="dimmed">
          {countOf(moreObjects, 'more object')} differ and are not shown.
        </Text>
      )}
    </>
  )
}

interface ResultDiffProps {
  title: string | undefined
  before: ReadResult | undefined
  after: ReadResult | undefined
}

function ResultDiff({ title, before, after }: ResultDiffProps) {
  const one = before ?? after
  if (!one) return null
  const shown = FACTS.filter((fact) => isShown(fact, before, after))
  return (
    <section className={classes.result} aria-label={title ?? one.jobName}>
      <h3 className={classes.name}>{title ?? `${one.software} · ${one.type}`}</h3>
      <table className={classes.table}>
        <Columns />
        <tbody>
          <Line
            label="Status"
            before={before && <StatusBadge status={before.status} />}
            after={after && <StatusBadge status={after.status} />}
            differs={before?.status !== after?.status}
          />
          {shown.map(({ label, textOf }) => {
            const [from, to] = [before && textOf(before), after && textOf(after)]
            return <Line key={label} label={label} before={from} after={to} differs={from !== to} />
          })}
          <Line
            label="Objects"
            before={before && countOf(before.objectCount, 'object')}
            after={after && countOf(after.objectCount, 'object')}
            differs={before?.objectCount !== after?.objectCount}
          />
          <ObjectRows before={before?.objects ?? []} after={after?.objects ?? []} />
        </tbody>
      </table>
    </section>
  )
}

/** The job's name always; everything else where it differs. */
function isShown({ always, textOf }: Fact, before: ReadResult | undefined, after: ReadResult | undefined) {
  const [from, to] = [before ? textOf(before) : '', after ? textOf(after) : '']
  return from !== to || (always && (from !== '' || to !== ''))
}

function Columns() {
  return (
    <>
      <colgroup>
        <col />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className={classes.quiet}>Fact</span>
          </th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
    </>
  )
}

interface LineProps {
  label: string
  before: ReactNode
  after: ReactNode
  differs: boolean
}

function Line({ label, before, after, differs }: LineProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td data-side="before" data-differs={differs || undefined}>
        {before || <span className={classes.quiet}>–</span>}
      </td>
      <td data-side="after" data-differs={differs || undefined}>
        {after || <span className={classes.quiet}>–</span>}
      </td>
    </tr>
  )
}

function parserOf({ parserId, parserVersion, error }: Reading): string {
  if (parserId !== null) return `${parserId}, version ${parserVersion}`
  return error === null ? 'nobody' : 'nobody: reading failed'
}
