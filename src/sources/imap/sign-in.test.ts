import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dovecotForTests, MAIL_PASSWORD, MAIL_USER } from '../../../test/support/dovecot.ts'
import { settingsFor } from '../../../test/support/imap-account.ts'
import { MailboxTrouble } from '../../domain/mailbox.ts'
import { createLogger } from '../../platform/log.ts'
import { type ImapSecrets, type ImapSettings, openImapMailbox } from './index.ts'

const TOKEN = 'token-that-is-valid-until-noon'

/** Tells whose token it is and whether it is still good, as an OAuth provider does. */
const provider = createServer((request, response) => {
  const active = String(request.headers.authorization === `Bearer ${TOKEN}`)
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ email: MAIL_USER, active }))
})
beforeAll(async () => {
  provider.listen(0, '127.0.0.1')
  await once(provider, 'listening')
})
afterAll(() => provider.close())

const server = dovecotForTests({
  config: (folder) => `
auth_mechanisms = plain login xoauth2
passdb {
  driver = oauth2
  mechanisms = xoauth2
  args = ${folder}/oauth2.conf
}`,
  files: () => ({
    'oauth2.conf': `
introspection_mode = auth
introspection_url = http://127.0.0.1:${(provider.address() as AddressInfo).port}/introspect
username_attribute = email
active_attribute = active
active_value = true
`,
  }),
})

/** What the Test button says, or the kind and the sentence of the trouble. */
async function tried(settings: Partial<ImapSettings>, secrets: ImapSecrets = { password: MAIL_PASSWORD }) {
  const mailbox = openImapMailbox(settingsFor(server, settings), secrets, { log: createLogger('silent') })
  try {
    return await mailbox.test()
  } catch (error) {
    if (!(error instanceof MailboxTrouble)) throw error
    expect(JSON.stringify([error.message, error.stack, error.cause])).not.toContain(Object.values(secrets)[0])
    return `${error.kind}: ${error.message}`
  } finally {
    await mailbox.close()
  }
}

describe('signing in', () => {
  it('with the password says what was found', async () => {
    expect(await tried({})).toBe(
      `Signed in to 127.0.0.1 as ${MAIL_USER}. “INBOX” holds 0 messages; what is taken in is moved to “Done”.`,
    )
  })

  it('with a wrong password says what to check', async () => {
    expect(await tried({}, { password: 'guessed-wrongly' })).toMatch(
      /^sign-in: 127\.0\.0\.1:\d+ refuses the sign-in of reports@msp\.example: check user and password/,
    )
  })

  it('with a token works, and a token that has ended is told apart', async () => {
    expect(await tried({ authentication: 'xoauth2' }, { accessToken: TOKEN })).toMatch(/^Signed in/)
    expect(await tried({ authentication: 'xoauth2' }, { accessToken: 'yesterdays-token' })).toMatch(
      /^sign-in: .*enter a new token/,
    )
  })

  it('without the secret that it needs is refused before anything is sent', async () => {
    expect(await tried({ authentication: 'xoauth2' })).toMatch(/^sign-in: No access token is stored/)
  })
})

describe('encryption', () => {
  it('with a certificate that nobody vouches for is refused, from the start and with STARTTLS', async () => {
    for (const settings of [{ tls: 'implicit', port: server.tlsPort }, { tls: 'starttls' }] as const)
      expect(await tried(settings)).toMatch(
        /^network: The certificate of 127\.0\.0\.1:\d+ comes from nobody that this machine trusts \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
      )
  })

  it('with such a certificate is possible where it is wanted', async () => {
    const allowInvalidCertificate = true
    expect(await tried({ tls: 'implicit', port: server.tlsPort, allowInvalidCertificate })).toMatch(
      /^Signed in/,
    )
    expect(await tried({ tls: 'starttls', allowInvalidCertificate })).toMatch(/^Signed in/)
  })

  it('on a port that speaks the other kind names the other kind', async () => {
    expect(await tried({ tls: 'implicit' })).toMatch(
      /^network: .*does not speak TLS from the start: choose STARTTLS/,
    )
  })
})
