/** What the URL of the overrides says. */
export interface OverridesSearch {
  q?: string | undefined
  scope?: (typeof OVERRIDE_SCOPES)[number] | undefined
  state?: (typeof OVERRIDE_STATES)[number] | undefined
  customer_id?: number | undefined
  job_id?: number | undefined
  after?: string | undefined
  /** The rule that is open. */
  open?: number | undefined
}

export const OVERRIDE_SCOPES = ['rules', 'runs', 'all'] as const
export const OVERRIDE_STATES = ['in force', 'not yet', 'ended'] as const
export const OVERRIDES_PAGE = 50

/** What to ask the server for; a page that says nothing shows the rules without those about single runs. */
export function overridesInput({ q, scope = 'rules', state, customer_id, job_id, after }: OverridesSearch) {
  return { q, scope, state, customerId: customer_id, jobId: job_id, after, limit: OVERRIDES_PAGE }
}
