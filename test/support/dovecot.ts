import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type Dovecot, type DovecotOptions, startDovecot } from './dovecot-server.ts'

export { type Dovecot, MAIL_PASSWORD, MAIL_USER } from './dovecot-server.ts'

/** A Dovecot for the tests of a file, started before and removed after them. */
export function dovecotForTests(options: DovecotOptions = {}): Dovecot {
  const opened: { server: Dovecot; folder: string }[] = []
  beforeAll(async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'dovecot-'))
    opened.push({ server: await startDovecot(folder, options), folder })
  })
  afterAll(async () => {
    for (const { server, folder } of opened) {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    }
  })
  const server = () => {
    const [first] = opened
    if (!first) throw new Error('Dovecot starts before the first test runs')
    return first.server
  }
  return {
    get port() {
      return server().port
    },
    get tlsPort() {
      return server().tlsPort
    },
    get maildir() {
      return server().maildir
    },
    pid: () => server().pid(),
    start: () => server().start(),
    stop: () => server().stop(),
  }
}
