import { dayAfter, dayIn, instantIn, localIn } from '../../lib/local-time.ts'
import type { MarkedRun, Override } from './override.ts'

/** What the fields of a rule hold; times as a date-and-time field has them, in the zone of the session. */
export interface RuleValues {
  status: 'any' | 'success' | 'warning' | 'failed'
  mode: Override['mode']
  text: string
  treatAsSuccess: boolean
  from: string
  until: string
  comment: string
}

export const EMPTY_RULE: RuleValues = {
  status: 'any',
  mode: 'contains',
  text: '',
  treatAsSuccess: true,
  from: '',
  until: '',
  comment: '',
}

/** The fields as a request wants them; an empty beginning is left to the server. */
export function toRequest(values: RuleValues, timeZone: string) {
  return {
    status: values.status === 'any' ? null : values.status,
    mode: values.mode,
    text: values.text,
    treatAsSuccess: values.treatAsSuccess,
    validFrom: values.from ? instantIn(timeZone, values.from) : undefined,
    validUntil: values.until ? instantIn(timeZone, values.until) : null,
    comment: values.comment,
  }
}

/** The fields of a rule that is there. */
export function valuesOf(override: Override, timeZone: string): RuleValues {
  return {
    status: override.status ?? 'any',
    mode: override.mode,
    text: override.text,
    treatAsSuccess: override.treatAsSuccess,
    from: localIn(timeZone, Date.parse(override.validFrom)),
    until: override.validUntil ? localIn(timeZone, Date.parse(override.validUntil)) : '',
    comment: override.comment,
  }
}

/** How long a rule may hold, for one click: the end of the day before. */
export function expiryChoices(timeZone: string, now: number) {
  const today = dayIn(timeZone, now)
  return [
    { label: '1 week', until: `${dayAfter(today, 7)}T23:59` },
    { label: '30 days', until: `${dayAfter(today, 30)}T23:59` },
    { label: '90 days', until: `${dayAfter(today, 90)}T23:59` },
    { label: 'No end', until: '' },
  ]
}

/** The texts that a rule made for this run may look for, the most telling first: what its worst objects say, then what the run says. */
export function textsOf(run: MarkedRun): string[] {
  const said = run.objects.filter(({ status, message }) => status !== 'success' && message)
  const texts = [
    ...said.map(({ message }) => firstLine(message ?? '')),
    run.statusText,
    firstLine(run.remark ?? ''),
  ]
  return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].slice(0, 6)
}

function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? '').slice(0, 500)
}
