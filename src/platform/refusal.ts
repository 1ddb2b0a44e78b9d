/** A request that cannot be carried out as asked; the message tells a person what to do. Mapped to a problem-details answer in one place. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly data: Record<string, unknown> | undefined

  constructor(
    code: string,
    message: string,
    options: { status?: number; data?: Record<string, unknown> } = {},
  ) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.status = options.status ?? 409
    this.data = options.data
  }
}

/** The thing that a request names is not there (or not for this person to see). */
export function notFound(what: string): Refusal {
  return new Refusal('not_found', `This ${what} does not exist (any more).`, { status: 404 })
}
