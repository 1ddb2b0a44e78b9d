import { describe, expect, it } from 'vitest'
import { askForToken, graphCaller, json, refusalOf, signIn } from '../../../../test/support/graph-caller.ts'

describe('documented: the sign-in', () => {
  it('gives a bearer token for about an hour and no refresh token', async () => {
    const { fake } = await graphCaller()
    expect(await json(await askForToken(fake))).toEqual({
      token_type: 'Bearer',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: expect.any(String),
    })
  })

  it('gives a token without roles to an application without permissions, which then fails at the mailbox', async () => {
    const { fake, ask } = await graphCaller()
    fake.application.roles = []
    const token = await signIn(fake)
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(claims).not.toHaveProperty('roles')
    const response = await ask('mailFolders', { headers: { authorization: `Bearer ${token}` } })
    expect(await refusalOf(response)).toBe('403 ErrorAccessDenied')
  })
})

describe('known from use: the sign-in refuses', () => {
  it.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['an unknown application', { client_id: 'nobody' }, 400, 'unauthorized_client', 700016],
    ['a scope that is not the default of a resource', { scope: 'Mail.Read' }, 400, 'invalid_scope', 70011],
    [
      'a resource of another cloud',
      { scope: 'https://graph.example/.default' },
      400,
      'invalid_resource',
      500011,
    ],
    ['another kind of grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  ])('%s', async (_what, changes, status, error, code) => {
    const { fake } = await graphCaller()
    const response = await askForToken(fake, changes)
    expect(response.status).toBe(status)
    expect(await json(response)).toMatchObject({
      error,
      error_codes: [code],
      error_description: expect.stringMatching(`^AADSTS${code}: `),
    })
  })

  it('an expired secret and an unknown tenant', async () => {
    const { fake } = await graphCaller()
    expect((await json(await askForToken(fake, {}, 'other.example'))).error_codes).toEqual([90002])
    fake.application.secretExpired = true
    expect((await json(await askForToken(fake))).error_codes).toEqual([7000222])
  })

  it('a request that is not a form', async () => {
    const { fake } = await graphCaller()
    const url = `${fake.url}/${fake.application.tenantId}/oauth2/v2.0/token`
    const response = await fetch(url, { method: 'POST', body: '{}' })
    expect((await json(response)).error_codes).toEqual([900144])
  })
})

describe('known from use: the token', () => {
  it('is needed for every call, and is refused when it is missing, foreign or old', async () => {
    const { fake, ask, time } = await graphCaller()
    const folders = `${fake.url}/v1.0/users/${fake.mailbox}/mailFolders`
    expect(await refusalOf(await fetch(folders))).toBe('401 InvalidAuthenticationToken')
    const foreign = await ask('mailFolders', { headers: { authorization: 'Bearer x' } })
    expect(await refusalOf(foreign)).toBe('401 InvalidAuthenticationToken')
    time.advance(3_600_000)
    expect(await refusalOf(await ask('mailFolders'))).toBe('401 InvalidAuthenticationToken')
  })

  it('opens no mailbox that is not there, nor one that has no mail in the cloud', async () => {
    const { fake, ask } = await graphCaller()
    const nobody = await ask(`${fake.url}/v1.0/users/nobody@msp.example/mailFolders`)
    expect(await refusalOf(nobody)).toBe('404 ErrorInvalidUser')
    fake.troubleMailbox({ status: 404, code: 'MailboxNotEnabledForRESTAPI' })
    expect(await refusalOf(await ask('mailFolders'))).toBe('404 MailboxNotEnabledForRESTAPI')
  })
})
