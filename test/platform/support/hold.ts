/** A small application for the tests: opens the server or takes the lock, says so in one line, and holds on until its input ends. */
import { once } from 'node:events'
import { lockDataDir } from '../../../src/platform/data-dir-lock.ts'
import { joinEmbeddedPostgres, openEmbeddedPostgres } from '../../../src/platform/embedded-postgres.ts'

const [what, dataDir = ''] = process.argv.slice(2)
if (what === 'lock') {
  const lock = await lockDataDir(dataDir)
  await sayAndHold({ pid: process.pid })
  await lock.release()
} else {
  const log = (message: string) => console.error(message)
  const server = await (what === 'open' ? openEmbeddedPostgres : joinEmbeddedPostgres)({ dataDir, log })
  await sayAndHold({ pid: server.pid, url: server.url, adopted: server.adopted })
  await server.stop()
}

async function sayAndHold(state: object): Promise<void> {
  console.log(JSON.stringify(state))
  process.stdin.resume()
  await once(process.stdin, 'end')
}
