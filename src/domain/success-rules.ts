import { sizeInWords } from './size-in-words.ts'
import type { Status } from './status.ts'

/** Our rules about successes that aren't (product.md section 5), each with a switch of its own at every job. */
export const SUCCESS_RULES = ['objects', 'size'] as const
export type SuccessRule = (typeof SUCCESS_RULES)[number]
export type SuccessSwitches = Readonly<Record<SuccessRule, boolean>>

/** What a report says about the extent of its backup: names of objects as printed, the source or total size in bytes. */
export type Extent = { objects: readonly string[]; totalBytes: number | null }
export type EarlierReport = Extent & { status: Status }

/** Why a success becomes a warning: the rule, and a sentence for people. */
export type Doubt = { rule: SuccessRule; because: string }

/** How many earlier reports of its kind a success is compared with; fewer than five are no habit yet. */
export const EARLIER_REPORTS = 10
const HABIT = 5
/** At this share of the usual size, or under it, 80 % are gone. */
const SUSPICIOUS_SHARE = 0.2
const NAMED_OBJECTS = 3

/**
 * Whether a success is to be doubted, given at most `EARLIER_REPORTS` earlier reports of the same job and kind, newest first.
 * Retries, checks, informational and missed runs are neither judged nor passed in here.
 */
export function doubtSuccess(
  report: Extent & { kind: string | null },
  earlier: readonly EarlierReport[],
  switches: SuccessSwitches,
): Doubt | null {
  const lost = switches.objects ? lostObjects(report, earlier) : null
  if (lost) return { rule: 'objects', because: `${lost} all of the last five ${reportsOf(report.kind)}.` }
  const shrunk = switches.size ? shrunkSize(report, earlier) : null
  return shrunk ? { rule: 'size', because: shrunk } : null
}

/** The start of a sentence about what this report does not list although each of the last five did; a failure that lists nothing never came as far as listing, and is passed over. */
function lostObjects(report: Extent, earlier: readonly EarlierReport[]): string | null {
  const habit = earlier
    .filter(({ status, objects }) => status !== 'failed' || objects.length > 0)
    .slice(0, HABIT)
    .map(({ objects }) => byKey(objects))
  const [newest] = habit
  if (!newest || habit.length < HABIT || habit.some((listed) => listed.size === 0)) return null
  if (report.objects.length === 0) return 'The report lists no objects; some were listed by'
  const here = byKey(report.objects)
  const lost = [...newest].filter(([key]) => !here.has(key) && habit.every((listed) => listed.has(key)))
  if (lost.length === 0) return null
  const verb = lost.length === 1 ? 'is not in the report; it was' : 'are not in the report; they were'
  return `${enumerated(lost.map(([, name]) => name))} ${verb} in`
}

/** A size of nothing is doubted from the first report on; less than usual, once five reports that did not fail say what is usual. */
function shrunkSize(
  report: Extent & { kind: string | null },
  earlier: readonly EarlierReport[],
): string | null {
  const size = report.totalBytes
  if (size === null) return null
  const sizes = earlier.flatMap(({ status, totalBytes }) =>
    status === 'failed' || totalBytes === null ? [] : [totalBytes],
  )
  const usual = sizes.length < HABIT ? null : median(sizes)
  if (size > 0 && (usual === null || size > usual * SUSPICIOUS_SHARE)) return null
  if (!usual) return `The total size is ${sizeInWords(size)}.`
  const share = Math.floor((1 - size / usual) * 100)
  return `The total size is ${sizeInWords(size)}, ${share} % below the usual ${sizeInWords(usual)} (the median of the last ${sizes.length} ${reportsOf(report.kind)}).`
}

/** The names by what makes two of them the same object: they are compared without case. */
function byKey(names: readonly string[]): Map<string, string> {
  return new Map(names.map((name) => [name.toLowerCase(), name]))
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0
  return (lower + upper) / 2
}

/** `a`, `a and b`, `a, b, c and 4 more` */
function enumerated(names: readonly string[]): string {
  const rest = names.length - NAMED_OBJECTS
  const words = rest > 0 ? [...names.slice(0, NAMED_OBJECTS), `${rest} more`] : names
  const last = words.at(-1) ?? ''
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last
}

function reportsOf(kind: string | null): string {
  return kind === null ? 'reports' : `${kind} reports`
}
