import type { World } from '../app/world.ts'
import { SYSTEM } from '../domain/actor.ts'
import { changeSource, createSource, readSources } from '../features/sources/index.ts'
import { startGraphFake } from '../sources/graph/fake/index.ts'
import { strangers } from './fleet.ts'

const NAME = 'Demo mailbox'

/**
 * Opens a mailbox of the demo's own, Microsoft 365 as our fake plays it on this machine, and has the source point to it
 * wherever it listens this time. On a new database reports of strangers lie in it. Returns what closes it.
 */
export async function openDemoMailbox(
  world: World,
  { isNew }: { isNew: boolean },
): Promise<() => Promise<void>> {
  const fake = await startGraphFake({ clock: world.clock, pageSize: 50 })
  if (isNew) for (const raw of strangers(world.clock())) fake.deliver({ raw })
  const connection = {
    kind: 'graph' as const,
    settings: {
      tenantId: fake.application.tenantId,
      clientId: fake.application.clientId,
      mailbox: fake.mailbox,
      incomingFolderId: fake.incomingFolderId,
      processedFolderId: fake.processedFolderId,
      apiUrl: fake.url,
      loginUrl: fake.url,
    },
    secret: fake.application.clientSecret,
  }
  const known = (await readSources(world.db)).find((source) => source.name === NAME)
  if (known) await changeSource(world, SYSTEM, known.id, { connection })
  else
    await createSource(world, SYSTEM, {
      name: NAME,
      connection,
      enabled: true,
      autoImport: true,
      intervalMinutes: 15,
      batchSize: 100,
      trustedAuthenticationServer: null,
    })
  return () => fake.close()
}
