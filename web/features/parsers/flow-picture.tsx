import {
  IconArrowDownRight,
  IconArrowNarrowRight,
  IconArrowUpRight,
  IconFileText,
  IconInbox,
  IconListNumbers,
  IconMailDown,
  IconServerCog,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { number } from '../../lib/amounts.ts'
import classes from './flow-picture.module.css'
import type { ParserRow } from './parsers-search.ts'

/** The way of a mail, from left to right: received, decoded, tried by one parser after the other, then a run or the Inbox. */
export function FlowPicture({ rows }: { rows: readonly ParserRow[] | undefined }) {
  const used = rows?.filter(({ enabled }) => enabled) ?? []
  const read = used.reduce((sum, { matched }) => sum + matched, 0)
  const unread = used.reduce((sum, { failed }) => sum + failed, 0)
  return (
    <ol className={classes.root} aria-label="The way of a mail">
      <li className={classes.step}>
        <Box icon={<IconMailDown />} title="Receive">
          kept as it came
        </Box>
      </li>
      <li className={classes.step}>
        <IconArrowNarrowRight className={classes.arrow} aria-hidden />
        <Box icon={<IconFileText />} title="Decode">
          sender, subject, text
        </Box>
      </li>
      <li className={classes.step}>
        <IconArrowNarrowRight className={classes.arrow} aria-hidden />
        <Box icon={<IconListNumbers />} title="Parsers">
          <Ladder count={used.length} />
          the first that can read it
        </Box>
      </li>
      <li className={classes.fork}>
        <IconArrowUpRight className={classes.arrow} aria-hidden />
        <Box icon={<IconServerCog />} title="Job" tone="good">
          a run of a known job{rows && ` · ${number(read)} read in 30 days`}
        </Box>
        <IconArrowDownRight className={classes.arrow} aria-hidden />
        <Box icon={<IconInbox />} title="Inbox" tone="wait">
          new, or unread{rows && ` · ${number(unread)} unread in 30 days`}
        </Box>
      </li>
    </ol>
  )
}

interface BoxProps {
  icon: ReactNode
  title: string
  tone?: 'good' | 'wait'
  children: ReactNode
}

function Box({ icon, title, tone, children }: BoxProps) {
  return (
    <div className={classes.box} data-tone={tone}>
      <span className={classes.icon} aria-hidden>
        {icon}
      </span>
      <span className={classes.words}>
        <b>{title}</b>
        <span className={classes.note}>{children}</span>
      </span>
    </div>
  )
}

/** 1 → 2 → 3 → … → 59, as small rungs. */
function Ladder({ count }: { count: number }) {
  if (count < 4) return null
  return (
    <span className={classes.ladder} aria-hidden>
      <i>1</i>
      <i>2</i>
      <i>3</i>
      <span>…</span>
      <i>{count}</i>
    </span>
  )
}
