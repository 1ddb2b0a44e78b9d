import { systemClock } from '../../../src/app/world.ts'
import { createSource } from '../../../src/features/sources/sources.ts'
import { startGraphFake } from '../../../src/sources/graph/fake/index.ts'
import { ANNA } from '../../support/cast.ts'
import { importOnce } from '../import-once.ts'
import { markIn } from '../letters.ts'
import type { Strike, WayIn } from '../way-in.ts'

/** A mailbox of Exchange Online. */
export const GRAPH: WayIn = {
  name: 'graph',
  async open(installation) {
    const fake = await startGraphFake({ clock: systemClock })
    const { world } = installation
    // The worker of this test may not ask this machine either; the settings are checked, and nobody is asked.
    const sourceId = await createSource(world, ANNA, {
      name: 'Exchange Online',
      connection: {
        kind: 'graph',
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
      },
      ...{ enabled: true, autoImport: false, intervalMinutes: 15, batchSize: 3 },
      trustedAuthenticationServer: null,
    })
    let isDown = false
    const reset = { kind: 'reset', after: 'nothing' } as const
    for (const on of ['token', 'folder', 'folders', 'messages', 'message', 'mime', 'move'] as const)
      fake.disturb({ on, fault: reset, when: () => isDown })
    const marksIn = (folderId: string) =>
      fake.messagesIn(folderId).map((message) => markIn(message.raw) ?? 'unknown')

    /** The process dies while its request to move is under way, which is carried out or not. */
    const whileMoving = (name: string, isCarriedOut: boolean): Strike => ({
      name,
      arm: async () => ({
        strike: (kill) =>
          new Promise((resolve) => {
            let isStruck = false
            const when = () => !isStruck
            if (!isCarriedOut) fake.disturb({ on: 'move', fault: reset, when })
            const happens = () => {
              isStruck = true
              kill()
              resolve()
            }
            fake.disturb({ on: 'move', fault: { kind: 'meanwhile', happens }, when })
          }),
      }),
    })

    return {
      deliver: async (letters) => {
        for (const { raw } of letters) fake.deliver({ raw })
      },
      takeIn: () => importOnce(installation, sourceId),
      waiting: async () => marksIn(fake.incomingFolderId),
      takenIn: async () => marksIn(fake.processedFolderId),
      refused: () => new Set(),
      strikes: [whileMoving('before it is moved', false), whileMoving('moved, and nobody heard', true)],
      source: {
        down: async () => {
          isDown = true
        },
        up: async () => {
          isDown = false
        },
      },
      complaints: async () =>
        fake.messagesIn(fake.processedFolderId).some(({ isRead }) => isRead) ? ['marked as read'] : [],
      close: () => fake.close(),
    }
  },
}
