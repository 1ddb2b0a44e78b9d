import type { z } from 'zod'
import type { OutboundAnswer } from './exchange.ts'
import { OutboundTrouble } from './outbound-trouble.ts'

/** The JSON of an answer in its agreed form; an `unreadable` trouble that quotes none of its content when it is something else. */
export function jsonOf<T>(answer: OutboundAnswer, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parse(answer))
  if (parsed.success) return parsed.data
  const where = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole').slice(0, 5)
  throw new OutboundTrouble(
    'unreadable',
    `${answer.host} answered in an unexpected form (at ${where.join(', ')}).`,
  )
}

function parse(answer: OutboundAnswer): unknown {
  try {
    return JSON.parse(Buffer.from(answer.body).toString('utf8'))
  } catch {
    // The parser's own error quotes the text, which may hold a token.
    const what = answer.body.byteLength === 0 ? 'nothing' : 'something that is not JSON'
    throw new OutboundTrouble(
      'unreadable',
      `${answer.host} answered ${answer.status} with ${what} where JSON was expected.`,
    )
  }
}
