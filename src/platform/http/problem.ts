/** An error answer as RFC 9457 defines it, with a stable code for programs and a detail that a person can act on. */
export type Problem = {
  type: string
  title: string
  status: number
  detail: string
  code: string
  errors?: { path: string; message: string }[]
  data?: unknown
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  411: 'Length required',
  413: 'Too large',
  415: 'Unsupported content',
  422: 'Cannot be processed',
  429: 'Too many requests',
  503: 'Not ready',
}

export const PROBLEM_CONTENT_TYPE = 'application/problem+json'

/** The problem for a status, with what is known about it; a 5xx never tells more than that it happened. */
export function problemOf(
  status: number,
  code: string,
  detail: string,
  more: Pick<Problem, 'errors' | 'data'> = {},
): Problem {
  const title = TITLES[status] ?? (status >= 500 ? 'Something went wrong here' : 'Request refused')
  const told =
    status >= 500 && status !== 503
      ? 'Something went wrong on our side; it was logged. Try again, and tell an admin if it stays.'
      : detail
  return { type: 'about:blank', title, status, detail: told, code: code.toLowerCase(), ...more }
}
