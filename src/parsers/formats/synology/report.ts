import { BLANK_RESULT, type ReportedObject, type ReportedResult } from '../../parser.ts'
import { runTimes } from '../../support/run-times.ts'
import type { Frame } from './frame.ts'
import type { Verdict } from './outcome.ts'

/** Printed times of a run; the older packages print a duration instead of an end. */
export type PrintedTimes = { start: string | null; end?: string | null; duration?: string | null }

/** What a parser found out, ready to be put into the common shape. */
export type Facts = {
  type: string
  jobName: string
  host: string | null
  verdict: Verdict
  times?: PrintedTimes
  /** Sentences of the mail, kept as the remark unless all went well. */
  sentences?: readonly string[]
  /** A restore or an integrity check of the job: informational when it passed. */
  isCheck?: boolean
}

/** The result of a Synology mail; `receivedAt` settles an ambiguous order of day and month. */
export function synologyResult(frame: Frame, receivedAt: string | null, facts: Facts): ReportedResult {
  const { status, statusText } = facts.verdict
  const isCheck = facts.isCheck ?? false
  const { times } = facts
  return {
    ...BLANK_RESULT,
    software: 'Synology',
    type: facts.type,
    jobName: facts.jobName,
    host: facts.host,
    subjectPrefix: frame.subjectPrefix,
    status,
    statusText,
    ...runTimes(
      { start: times?.start ?? '', end: times?.end ?? '', duration: times?.duration ?? '' },
      receivedAt,
    ),
    remark: status === 'success' ? null : remarkOf(facts.sentences ?? []),
    isCheck,
    informational: isCheck && status === 'success',
  }
}

/** The result with its objects; a run that claims success while one of them failed is a warning in the vendor's words. */
export function withObjects(result: ReportedResult, objects: ReportedObject[]): ReportedResult {
  const contradicts = result.status === 'success' && objects.some((object) => object.status === 'failed')
  return contradicts
    ? { ...result, objects, status: 'warning', informational: false }
    : { ...result, objects }
}

function remarkOf(sentences: readonly string[]): string | null {
  const said = sentences.filter((line) => !line.startsWith('-') && !/^https?:/i.test(line)).slice(0, 20)
  return said.join('\n').slice(0, 4000) || null
}
