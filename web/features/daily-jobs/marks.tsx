import { IconMessage2, IconShieldCheckFilled, IconTicket } from '@tabler/icons-react'
import type { DailyJob } from './daily-search.ts'
import classes from './marks.module.css'

const MARKS = [
  { mark: 'override', Icon: IconShieldCheckFilled, words: 'An override changed a run of the day' },
  { mark: 'ticket', Icon: IconTicket, words: 'A ticket is open' },
  { mark: 'remark', Icon: IconMessage2, words: 'A remark is open' },
] as const

/** Whether an override, a ticket or a remark has to do with the job. */
export function Marks({ marks }: { marks: DailyJob['marks'] }) {
  return (
    <span className={classes.marks}>
      {MARKS.filter(({ mark }) => marks[mark]).map(({ mark, Icon, words }) => (
        <span key={mark} title={words} data-mark={mark}>
          <Icon size={16} role="img" aria-label={words} />
        </span>
      ))}
    </span>
  )
}
