import { z } from 'zod'
import { sourcesContract } from '../../../contract/sources.ts'
import type { Problem } from '../../lib/problem.ts'
import type { Draft, StoredSecrets } from './source.ts'

/** What is wrong, by the place in the draft, such as `connection.settings.host`. */
export type DraftProblems = ReadonlyMap<string, string>

const inputSchema = sourcesContract.create['~orpc'].inputSchema
const NEEDED = 'This is needed'

/** What keeps a draft from being saved, as far as that shows without asking the server. */
export function draftProblems(draft: Draft, stored: StoredSecrets): DraftProblems {
  const { kind, settings, secret } = draft.connection
  const problems = new Map<string, string>()
  if (kind === 'smtp') {
    if (settings.recipientDomains.length + settings.recipientAddresses.length === 0)
      problems.set('connection.settings.recipientDomains', 'Enter a domain or an address to receive for')
    if (settings.authentication !== 'none' && !settings.user) problems.set('connection.settings.user', NEEDED)
    if (settings.authentication !== 'none' && !secret && !stored.secret)
      problems.set('connection.secret', NEEDED)
    if (settings.certificate && !draft.connection.certificateKey && !stored.certificateKey)
      problems.set('connection.certificateKey', NEEDED)
  } else if (!secret && !stored.secret) problems.set('connection.secret', NEEDED)
  const checked = inputSchema?.safeParse(draft)
  for (const issue of checked?.error?.issues ?? []) problems.set(issue.path.join('.'), wordsOf(issue))
  return problems
}

/** What the server refused, by the same places. */
export function refusedProblems({ code, data, errors }: Problem): DraftProblems {
  if (code !== 'bad_settings') return new Map(errors.map(({ path, message }) => [path, message]))
  const fields = fieldsSchema.safeParse(data).data?.fields ?? []
  return new Map(fields.map(({ path, message }) => [placeOf(path), message]))
}

const fieldsSchema = z.object({ fields: z.array(z.object({ path: z.string(), message: z.string() })) })
const SECRETS = ['clientSecret', 'password', 'accessToken', '']

function placeOf(path: string): string {
  // An item of a list belongs to the field that holds the list.
  const [field = ''] = path.split('.')
  return SECRETS.includes(field) ? 'connection.secret' : `connection.settings.${field}`
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.origin !== 'number' && issue.origin !== 'int') return NEEDED
  if (issue.code === 'too_small') return `At least ${issue.minimum}`
  if (issue.code === 'too_big')
    return issue.origin === 'string' ? `At most ${issue.maximum} signs` : `At most ${issue.maximum}`
  return issue.code === 'invalid_type' ? NEEDED : issue.message
}
