import { fillDemo } from '../demo/fill.ts'
import { startCommand } from './start.ts'

/** `backupchecks demo`: the same as start, on its own filled database in ./data-demo and with a mailbox of its own on this machine. */
export async function demoCommand(argv: readonly string[]): Promise<number> {
  return startCommand(argv, { dataDir: './data-demo', allowPrivateAddresses: true }, fillDemo)
}
