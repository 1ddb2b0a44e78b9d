import { mailboxOpener } from '../../../src/app/mailboxes.ts'
import { systemClock } from '../../../src/app/world.ts'
import { startCommand } from '../../../src/cli/start.ts'
import { createOutbound } from '../../../src/platform/outbound.ts'

/** `backupchecks start` as it is, but for one thing: it may ask an HTTP server on this machine, where the fake of Microsoft Graph stands. */
process.exitCode = await startCommand([], undefined, async (world) => {
  const outbound = createOutbound({ clock: systemClock }, { allowPrivateAddresses: true })
  world.openMailbox = mailboxOpener({ log: world.log, clock: world.clock, outbound })
})
