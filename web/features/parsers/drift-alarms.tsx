import { Button } from '@mantine/core'
import { useState } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { Callout } from '../../ui/callout.tsx'
import classes from './drift-alarms.module.css'
import { AlarmLinks } from './parser-links.tsx'
import { type ParserRow, titleOf } from './parsers-search.ts'

/** So many stand on the page before the others fold away. */
const SHOWN = 3

/** What dropped, in words, with the way to mend it; nothing when all is well. */
export function DriftAlarms({ rows, onOpen }: { rows: readonly ParserRow[]; onOpen: (id: string) => void }) {
  const [all, setAll] = useState(false)
  const alarmed = rows.filter(({ alarms }) => alarms.length > 0)
  if (alarmed.length === 0) return null
  const shown = all ? alarmed : alarmed.slice(0, SHOWN)
  return (
    <section aria-label="Drift alarms" className={classes.root}>
      {shown.map((row) => (
        <Callout
          key={row.id}
          tone="warning"
          title={
            <>
              {titleOf(row)} <span className={classes.id}>{row.id}</span>
            </>
          }
        >
          <AlarmWords alarms={row.alarms} />
          <div className={classes.links}>
            <AlarmLinks parserId={row.id} alarms={row.alarms} />
            <Button variant="subtle" size="compact-sm" onClick={() => onOpen(row.id)}>
              Look at this parser
            </Button>
          </div>
        </Callout>
      ))}
      {alarmed.length > SHOWN && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show ${countOf(alarmed.length - SHOWN, 'more alarm')}`}
        </Button>
      )}
    </section>
  )
}

/** Each drop of one parser with what to do about it; advice that several share is given once. */
export function AlarmWords({ alarms }: { alarms: ParserRow['alarms'] }) {
  const advice = [...new Set(alarms.map(({ todo }) => todo))]
  return (
    <>
      {alarms.map(({ measure, says }) => (
        <p key={measure} className={classes.says}>
          {says}
        </p>
      ))}
      {advice.map((todo) => (
        <p key={todo} className={classes.todo}>
          {todo}
        </p>
      ))}
    </>
  )
}
