import { type FakeAnswer, type FakeRequest, VendorError } from './wire.ts'

export type Application = {
  tenantId: string
  clientId: string
  clientSecret: string
  secretExpired: boolean
  /** Application permissions with consent; tokens carry those of the moment they were issued. */
  roles: readonly string[]
}

const LIFETIME_SECONDS = 3_599

/** The sign-in service of the tenant and the memory of the tokens it issued. */
export function createTokens(
  application: Application,
  outside: { clock: () => string; resource: () => string },
) {
  const issued = new Map<string, { expiresAt: number; roles: readonly string[] }>()
  let counter = 0

  function issue(request: FakeRequest): FakeAnswer {
    const form = new URLSearchParams(isForm(request) ? request.body : '')
    const given = (name: string) =>
      form.get(name) ??
      refuse(
        400,
        'invalid_request',
        900144,
        `The request body must contain the following parameter: '${name}'.`,
      )
    const tenant = request.path.split('/')[1] ?? ''
    if (tenant !== application.tenantId)
      refuse(400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`)
    const clientId = given('client_id')
    if (given('grant_type') !== 'client_credentials')
      refuse(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.')
    if (clientId !== application.clientId)
      refuse(
        400,
        'unauthorized_client',
        700016,
        `Application with identifier '${clientId}' was not found in the directory.`,
      )
    checkScope(given('scope'))
    // The real text does not quote the secret; that of the fake does, to see whether somebody passes it on.
    const secret = given('client_secret')
    if (secret !== application.clientSecret)
      refuse(401, 'invalid_client', 7000215, `Invalid client secret provided: ${secret}`)
    if (application.secretExpired)
      refuse(401, 'invalid_client', 7000222, 'The provided client secret keys are expired.')
    return { status: 200, body: newToken() }
  }

  function checkScope(scope: string): void {
    if (!scope.endsWith('/.default'))
      refuse(
        400,
        'invalid_scope',
        70011,
        `The provided value for the input parameter 'scope' is not valid: ${scope}`,
      )
    if (scope !== `${outside.resource()}/.default`)
      refuse(
        400,
        'invalid_resource',
        500011,
        `The resource principal named ${scope} was not found in the tenant.`,
      )
  }

  function newToken() {
    counter += 1
    const { roles } = application
    const expiresAt = Date.parse(outside.clock()) + LIFETIME_SECONDS * 1_000
    const claims = {
      appid: application.clientId,
      exp: expiresAt / 1_000,
      uti: `token-${counter}`,
      ...(roles.length > 0 && { roles }),
    }
    const token = [{ typ: 'JWT', alg: 'RS256' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const access_token = `${token}.c2lnbmF0dXJl`
    issued.set(access_token, { expiresAt, roles })
    return {
      token_type: 'Bearer',
      expires_in: LIFETIME_SECONDS,
      ext_expires_in: LIFETIME_SECONDS,
      access_token,
    }
  }

  /** The roles of the caller's token; throws Graph's 401 for a missing, foreign or old one. */
  function rolesOf(request: FakeRequest): readonly string[] {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (!token) throw new VendorError(401, 'InvalidAuthenticationToken', 'Access token is empty.')
    const known = issued.get(token)
    if (!known) throw new VendorError(401, 'InvalidAuthenticationToken', 'IDX14100: JWT is not well formed.')
    if (known.expiresAt <= Date.parse(outside.clock())) {
      throw new VendorError(
        401,
        'InvalidAuthenticationToken',
        'Lifetime validation failed, the token is expired.',
      )
    }
    return known.roles
  }

  /** Every token that was issued so far is old from now on. */
  function expireAll(): void {
    for (const token of issued.values()) token.expiresAt = 0
  }

  return { issue, rolesOf, expireAll, all: () => [...issued.keys()] }

  function refuse(status: number, error: string, code: number, text: string): never {
    throw new SignInRefusal(status, {
      error,
      error_description: `AADSTS${code}: ${text} Trace ID: 0f Correlation ID: 0f Timestamp: ${outside.clock()}`,
      error_codes: [code],
      timestamp: outside.clock(),
      error_uri: `https://login.example/error?code=${code}`,
    })
  }
}

/** The sign-in service refuses in OAuth's form, not in Graph's. */
export class SignInRefusal extends Error {
  readonly answer: FakeAnswer

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.error))
    this.answer = { status, body }
  }
}

const isForm = (request: FakeRequest) =>
  /^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '')
