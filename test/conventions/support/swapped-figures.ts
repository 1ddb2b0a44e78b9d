import type { ReportedResult } from '../../../src/parsers/parser.ts'
import type { MailFields } from '../../../src/parsers/read-mail.ts'
import { parseBytes } from '../../../src/parsers/support/sizes.ts'

/** The same report of a year earlier, received a year earlier. */
export function aYearEarlier(fields: MailFields): MailFields {
  const earlier = (text: string): string =>
    text
      .replace(YEARS, (year) => String(Number(year) - 1))
      .replace(SHORT_YEARS, (_, before: string, year: string) => `${before}${Number(year) - 1}`)
      .replace(EPOCHS, (seconds) => String(Number(seconds) - 365 * 86_400))
  return {
    ...inBodies(fields, earlier),
    receivedAt: fields.receivedAt === null ? null : earlier(fields.receivedAt),
  }
}

const YEARS = /(?<!\d)20[12]\d(?!\d|\.\d\d\d)/g
const SHORT_YEARS = /(?<!\d)(\d{1,2}[-/.]\d{1,2}[-/.])(2\d)(?![\d/.-])/g
const EPOCHS = /(?<!\d)1[67]\d{8}(?!\d)/g

/** A printed time as the report of a year earlier has it. */
export function yearEarlier(time: string | null): string | null {
  return time && `${Number(time.slice(0, 4)) - 1}${time.slice(4)}`
}

/** Every start and end of the results, in order. */
export function timesIn(results: readonly ReportedResult[]): (string | null)[] {
  return results.flatMap((result) => [
    result.startedAt,
    result.endedAt,
    ...result.objects.flatMap((object) => [object.startedAt, object.endedAt]),
  ])
}

export type OtherSizes = {
  fields: MailFields
  /** What a size of before must be now; undefined for one that the mail does not print as it stands, say a sum. */
  sizeNow(bytes: number): number | undefined
}

/** The mail with every printed size a different one of the same length. */
export function withOtherSizes(fields: MailFields): OtherSizes {
  const now = new Map<number, number | undefined>([[0, 0]])
  const change = (printed: string): string => {
    const changed = otherFigure(printed)
    const [bytes, after] = [printed, changed].map(bytesIn)
    if (bytes === undefined || after === undefined) return printed
    // One size that is printed in two ways and would become two sizes proves nothing.
    now.set(bytes, !now.has(bytes) || now.get(bytes) === after ? after : undefined)
    return changed
  }
  return {
    fields: inBodies(fields, (text) => text.replace(SIZES, change)),
    sizeNow: (bytes) => now.get(bytes),
  }
}

/** A figure with a unit, or the long figures of reports that print plain bytes. */
const SIZES =
  /(?<![\w.,:#-])\d[\d.,]{0,18}\s?(?:[KMGTP]i?B|bytes|B|Go|Mo|Ko|To)(?![\w/])|(?<=(?:Size\w*|Bytes(?: Written)?|Bytes\w*)"?\s*[:=]\s*)\d[\d,]{3,18}(?![\d.])/gi

function bytesIn(printed: string): number | undefined {
  return /^[\d,]+$/.test(printed) ? Number(printed.replaceAll(',', '')) : (parseBytes(printed) ?? undefined)
}

/** The first digit that is not zero becomes the next one: 9 becomes 1. */
function otherFigure(printed: string): string {
  return printed.replace(/[1-9]/, (digit) => String((Number(digit) % 9) + 1))
}

/** Every size of the results, in order. */
export function sizesIn(results: readonly ReportedResult[]): (number | null)[] {
  return results.flatMap((result) => [
    result.totalBytes,
    result.transferredBytes,
    ...result.objects.flatMap((object) => [object.sizeBytes, object.transferredBytes]),
  ])
}

function inBodies(fields: MailFields, change: (text: string) => string): MailFields {
  return { ...fields, subject: change(fields.subject), text: change(fields.text), html: change(fields.html) }
}
