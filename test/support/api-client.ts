import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { contract } from '../../contract/contract.ts'

export type ApiClient = JsonifiedClient<ContractRouterClient<typeof contract>>

/** Asks an application by HTTP, as a browser does that keeps its session's cookie. */
export function apiClient(url: string): ApiClient {
  let cookie = ''
  const link = new OpenAPILink(contract, {
    url: `${url}/api`,
    headers: () => ({ 'x-requested-with': 'backupchecks', cookie }),
    fetch: async (request, init) => {
      const answer = await fetch(request, init)
      cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
      return answer
    },
  })
  return createORPCClient(link)
}
