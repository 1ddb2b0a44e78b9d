import { Button } from '@mantine/core'
import { useState } from 'react'
import { countOf, number } from '../../lib/amounts.ts'
import { Callout } from '../../ui/callout.tsx'
import classes from './drift-alarms.module.css'
import { AlarmLinks } from './parser-links.tsx'
import { type ParserRow, titleOf } from './parsers-search.ts'

/** So many are told before the others fold away. */
const SHOWN = 3

/** What dropped, in words, with the way to mend it; nothing when all is well. */
export function DriftAlarms({ rows, onOpen }: { rows: readonly ParserRow[]; onOpen: (id: string) => void }) {
  const [all, setAll] = useState(false)
  const alarmed = rows.filter(({ alarms }) => alarms.length > 0)
  if (alarmed.length === 0) return null
  const shown = all ? alarmed : alarmed.slice(0, SHOWN)
  return (
    <section aria-label="Drift alarms" className={classes.root}>
      <Callout
        tone="warning"
        title={`${countOf(alarmed.length, 'parser')} ${alarmed.length === 1 ? 'reads' : 'read'} less than before`}
      >
        <ul className={classes.list}>
          {shown.map((row) => (
            <li key={row.id}>
              <b>{titleOf(row)}</b> <span className={classes.id}>{row.id}</span>
              <Drops alarms={row.alarms} />
              <div className={classes.links}>
                <AlarmLinks parserId={row.id} alarms={row.alarms} />
                <Button variant="subtle" size="compact-sm" onClick={() => onOpen(row.id)}>
                  Look at this parser
                </Button>
              </div>
            </li>
          ))}
        </ul>
        <Advice alarms={shown.flatMap(({ alarms }) => alarms)} />
        {alarmed.length > SHOWN && (
          <Button variant="subtle" size="compact-sm" mt={4} ml={-8} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show ${number(alarmed.length - SHOWN)} more`}
          </Button>
        )}
      </Callout>
    </section>
  )
}

/** Each drop of one parser, and what to do about it. */
export function AlarmWords({ alarms }: { alarms: ParserRow['alarms'] }) {
  return (
    <>
      <Drops alarms={alarms} />
      <Advice alarms={alarms} />
    </>
  )
}

function Drops({ alarms }: { alarms: ParserRow['alarms'] }) {
  return alarms.map(({ measure, says }) => (
    <p key={measure} className={classes.says}>
      {says}
    </p>
  ))
}

/** Advice that several drops share is given once. */
function Advice({ alarms }: { alarms: ParserRow['alarms'] }) {
  return [...new Set(alarms.map(({ todo }) => todo))].map((todo) => (
    <p key={todo} className={classes.todo}>
      {todo}
    </p>
  ))
}
