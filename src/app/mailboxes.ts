import type { Logger } from '../platform/log.ts'
import type { Outbound } from '../platform/outbound.ts'
import { graphSecrets, graphSettings, openGraphMailbox } from '../sources/graph/index.ts'
import { imapSecretsSchema, imapSettingsSchema, openImapMailbox } from '../sources/imap/index.ts'
import type { Clock, OpenMailbox } from './world.ts'

/** How each kind of mailbox is reached. */
export function mailboxOpener(outside: { log: Logger; outbound: Outbound; clock: Clock }): OpenMailbox {
  return (kind, given, secret) => {
    if (kind === 'graph') {
      const secrets = graphSecrets.parse({ clientSecret: secret })
      return openGraphMailbox(graphSettings.parse(given), secrets, outside)
    }
    const settings = imapSettingsSchema.parse(given)
    const secrets = settings.authentication === 'password' ? { password: secret } : { accessToken: secret }
    return openImapMailbox(settings, imapSecretsSchema.parse(secrets), outside)
  }
}
