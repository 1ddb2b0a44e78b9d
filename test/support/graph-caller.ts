import { onTestFinished } from 'vitest'
import { type GraphFake, type GraphFakeOptions, startGraphFake } from '../../src/sources/graph/fake/index.ts'
import { movingClock } from './moving-clock.ts'

/** The fake of Microsoft Graph with a caller that knows no more than `fetch`; closed when the test is over. */
export async function graphCaller(options: Partial<GraphFakeOptions> = {}) {
  const time = movingClock()
  const fake = await startGraphFake({ ...time, ...options })
  onTestFinished(fake.close)
  const token = await signIn(fake)
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(path.startsWith('http') ? path : `${fake.url}/v1.0/users/${fake.mailbox}/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
    })
  return { fake, time, token, ask, askForJson: async (path: string) => json(await ask(path)) }
}

/** Asks the sign-in service with the right form, apart from the changes. */
export function askForToken(
  fake: GraphFake,
  changes: Record<string, string> = {},
  tenant = fake.application.tenantId,
): Promise<Response> {
  const { clientId, clientSecret } = fake.application
  const form = {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: 'client_credentials',
    scope: `${fake.url}/.default`,
  }
  return fetch(`${fake.url}/${tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ ...form, ...changes }),
  })
}

export const signIn = async (fake: GraphFake): Promise<string> =>
  (await json(await askForToken(fake))).access_token

export const json = async (response: Response) => JSON.parse(await response.text())

/** `404 ErrorItemNotFound`, of either form of refusal. */
export async function refusalOf(response: Response): Promise<string> {
  const { error } = await json(response)
  return `${response.status} ${error.code ?? error}`
}

export const moveTo = (folderId: string, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body: JSON.stringify({ destinationId: folderId }),
  headers: { 'content-type': 'application/json', ...headers },
})
