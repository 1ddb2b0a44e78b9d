import { number } from '../../lib/amounts.ts'
import classes from './fill-rates.module.css'
import type { Parser } from './parsers-search.ts'

type Rate = Parser['rates'][number]

const MEASURE_WORDS: Record<Rate['measure'], string> = {
  match: 'Messages read',
  objects: 'Objects listed',
  started: 'Start time',
  ended: 'End time',
  size: 'Size',
  host: 'Host',
  'status words': 'Status understood',
}

/** How often each fact was found, before and now, side by side. */
export function FillRates({ rates }: { rates: readonly Rate[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Fact</th>
          <th scope="col">28 days before</th>
          <th scope="col">Last 7 days</th>
        </tr>
      </thead>
      <tbody>
        {rates.map(({ measure, before, now }) => (
          <tr key={measure}>
            <th scope="row">{MEASURE_WORDS[measure]}</th>
            <Share {...before} />
            <Share {...now} />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Share({ count, of }: Rate['now']) {
  if (of === 0) return <td className={classes.none}>–</td>
  const share = (100 * count) / of
  return (
    <td title={`${number(count)} of ${number(of)}`}>
      <span className={classes.share}>
        <span className={classes.track} aria-hidden>
          <span style={{ width: `${share}%` }} />
        </span>
        {percent(share)}
      </span>
    </td>
  )
}

/** Never rounded up to all, nor down to none. */
function percent(share: number): string {
  if (share > 99 && share < 100) return `${Math.min(99.9, share).toFixed(1)}%`
  if (share > 0 && share < 1) return `${Math.max(0.1, share).toFixed(1)}%`
  return `${share.toFixed(0)}%`
}
