import { startCommand } from '../../../src/cli/start.ts'

/** `backupchecks start` as it is, but for one thing: it may ask an HTTP server on this machine, where the fake of Microsoft Graph stands. */
process.exitCode = await startCommand([], { dataDir: './data', allowPrivateAddresses: true })
