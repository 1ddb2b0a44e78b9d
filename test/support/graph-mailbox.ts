import { inspect } from 'node:util'
import { expect, onTestFinished } from 'vitest'
import { type Mailbox, MailboxTrouble } from '../../src/domain/mailbox.ts'
import { createOutbound } from '../../src/platform/outbound.ts'
import { type GraphFake, type GraphFakeOptions, startGraphFake } from '../../src/sources/graph/fake/index.ts'
import {
  type GraphSecrets,
  type GraphSettings,
  graphSecrets,
  graphSettings,
  openGraphMailbox,
} from '../../src/sources/graph/index.ts'
import { movingClock } from './moving-clock.ts'

/** The fake of Microsoft Graph and a mailbox opened on it by the settings as an admin enters them, both on one clock. */
export async function graphMailbox(options: Partial<GraphFakeOptions> = {}) {
  const time = movingClock()
  const fake = await startGraphFake({ ...time, ...options })
  const outbound = createOutbound(
    { ...time, random: () => 0 },
    { allowPrivateAddresses: true, timeoutMs: 250 },
  )
  const opened: Mailbox[] = []
  onTestFinished(async () => {
    for (const mailbox of opened) await mailbox.close()
    outbound.close()
    await fake.close()
  })
  const open = (changes: Record<string, unknown> = {}, clientSecret = fake.application.clientSecret) => {
    const settings: GraphSettings = graphSettings.parse({
      tenantId: fake.application.tenantId,
      clientId: fake.application.clientId,
      mailbox: fake.mailbox,
      incomingFolderId: fake.incomingFolderId,
      processedFolderId: fake.processedFolderId,
      apiUrl: fake.url,
      loginUrl: fake.url,
      ...changes,
    })
    const secrets: GraphSecrets = graphSecrets.parse({ clientSecret })
    const mailbox = openGraphMailbox(settings, secrets, { ...time, outbound })
    opened.push(mailbox)
    return mailbox
  }
  return { fake, time, outbound, open, mailbox: open() }
}

/** So many small messages in the incoming folder, one a minute, oldest first; gives their ids. */
export function deliverMany(fake: GraphFake, count: number): string[] {
  const start = Date.parse('2026-11-20T00:00:00Z')
  return Array.from({ length: count }, (_each, index) =>
    fake.deliver({
      raw: rawMail(index),
      receivedAt: new Date(start + index * 60_000).toISOString(),
    }),
  )
}

export const rawMail = (index: number) =>
  Buffer.from(
    `Message-ID: <${index}@backup.example>\r\nSubject: Job ${index}\r\n\r\nSuccess \xe9\x00\r\n`,
    'latin1',
  )

/** Reads everything as an import does: commit, then settle. */
export async function importAll(
  mailbox: Mailbox,
  request: { batchSize?: number; signal?: AbortSignal; settle?: boolean } = {},
) {
  const refs: string[] = []
  const problems: { ref: string; problem: string }[] = []
  const remaining: (number | null)[] = []
  const { batchSize = 10, signal = new AbortController().signal } = request
  for await (const batch of mailbox.batches({ cursor: null, batchSize, signal })) {
    refs.push(...batch.mails.map((mail) => mail.ref))
    problems.push(...batch.problems)
    remaining.push(batch.remaining)
    if (request.settle ?? true) await batch.settle()
  }
  return { refs, problems, remaining }
}

/** The trouble that the work ends with; whatever it carries, no secret of the fake is in it. */
export async function troubleOf(fake: GraphFake, work: Promise<unknown>): Promise<MailboxTrouble> {
  const error: unknown = await work.then(
    () => expect.fail('there was no trouble'),
    (reason) => reason,
  )
  expectNoSecrets(fake, error)
  return error instanceof MailboxTrouble ? error : expect.fail(inspect(error))
}

export function expectNoSecrets(fake: GraphFake, value: unknown): void {
  const shown = inspect(value, { depth: 12, showHidden: true }) + JSON.stringify(value)
  const { clientSecret } = fake.application
  for (const secret of [clientSecret, encodeURIComponent(clientSecret), ...fake.issuedTokens()]) {
    expect(shown).not.toContain(secret)
  }
}
