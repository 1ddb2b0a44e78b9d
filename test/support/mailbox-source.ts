import { createSource, type SourceInput } from '../../src/features/sources/sources.ts'
import { ANNA } from './cast.ts'
import { PaperMailbox } from './paper-mailbox.ts'
import type { TestWorld } from './world.ts'

/** Settings of an IMAP account that is never really reached: behind it stands a paper mailbox. */
export const IMAP_SETTINGS = {
  host: 'imap.msp.example',
  port: 993,
  tls: 'implicit',
  user: 'reports@msp.example',
  authentication: 'password',
  incomingFolder: 'INBOX',
  processedFolder: 'Done',
} as const

/** A stored IMAP source, and the paper mailbox behind everything that is opened from now on. */
export async function mailboxSource(
  world: TestWorld,
  more: Partial<SourceInput> = {},
): Promise<{ id: number; mailbox: PaperMailbox }> {
  const mailbox = new PaperMailbox()
  world.setMailbox(mailbox.open)
  const id = await createSource(world, ANNA, {
    name: `Mailbox ${Math.random()}`,
    connection: { kind: 'imap', settings: IMAP_SETTINGS, secret: 'the password' },
    enabled: true,
    autoImport: false,
    intervalMinutes: 15,
    batchSize: 2,
    trustedAuthenticationServer: null,
    ...more,
  })
  return { id, mailbox }
}
