import { ORPCError } from '@orpc/client'
import { z } from 'zod'

/** Statuses of our own for failures that no server answered. */
const UNREACHABLE = 0
const BROKEN_PAGE = -1

const problemSchema = z.object({
  title: z.string().default(''),
  status: z.number(),
  detail: z.string().default(''),
  code: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
  data: z.unknown().optional(),
})

/** What a failed request says, ready to be shown to a person. */
export type Problem = Pick<z.infer<typeof problemSchema>, 'status' | 'code' | 'detail' | 'errors' | 'data'>

/** Reads an RFC 9457 body; anything else is left to the client's own decoding. */
export function decodeProblem(body: unknown): ORPCError<string, Problem> | null {
  const parsed = problemSchema.safeParse(body)
  if (!parsed.success) return null
  const { status, code, detail, title, errors, data } = parsed.data
  const problem = { status, code, detail: detail || title || sentenceFor(status), errors, data }
  return new ORPCError(code, { status: Math.max(400, status), message: problem.detail, data: problem })
}

/** The problem inside any thrown thing: a decoded reply, a reply in another shape, or no reply at all. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError) {
    const parsed = problemSchema.safeParse(error.data)
    if (parsed.success) return parsed.data
    const { status, code } = error
    return { status, code, detail: sentenceFor(status), errors: [], data: undefined }
  }
  const status = isNetworkError(error) ? UNREACHABLE : BROKEN_PAGE
  return { status, code: 'no_reply', detail: sentenceFor(status), errors: [], data: undefined }
}

/** The messages of a refused form by field, and what belongs to no field of it. */
export function fieldErrors(problem: Problem, fields: readonly string[]) {
  const known = problem.errors.filter((error) => fields.includes(error.path))
  return {
    fields: Object.fromEntries(known.map((error) => [error.path, error.message])),
    general: known.length === 0 ? problem.detail : null,
  }
}

/** `fetch` says only this when no reply came, in each browser's own words. */
function isNetworkError(error: unknown): boolean {
  return error instanceof TypeError && /fetch|network|load failed/i.test(error.message)
}

function sentenceFor(status: number): string {
  if (status === BROKEN_PAGE) return 'Something in this page broke. Reload it and try again.'
  if (status === UNREACHABLE) return 'The server cannot be reached. Check the connection and try again.'
  if (status === 401) return 'Your session has ended. Sign in again.'
  if (status === 403) return 'Your active role may not do this.'
  if (status === 404) return 'This does not exist (any more).'
  if (status === 413) return 'This is too large for the server.'
  if (status === 429) return 'Too many requests in a short time. Wait a moment and try again.'
  if (status === 502 || status === 503) return 'The server is not ready. Try again in a moment.'
  return `The server answered with an error (${status}).`
}
