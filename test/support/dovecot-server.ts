import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { userInfo } from 'node:os'
import path from 'node:path'
import { selfSignedCertificate } from './certificate.ts'
import { freePort } from './free-port.ts'

export const MAIL_USER = 'reports@msp.example'
export const MAIL_PASSWORD = 'correct horse battery'

/** A real IMAP server with one account, on loopback ports of its own. */
export type Dovecot = {
  /** Speaks IMAP in the clear and STARTTLS. */
  port: number
  /** Speaks TLS from the start. */
  tlsPort: number
  /** Where the account's Maildir lies; a folder `Done` is `.Done` in it. */
  maildir: string
  /** The number of its first process; 0 while it is stopped. */
  pid(): number
  start(): Promise<void>
  /** Ends the server and every connection; `start` brings it back with the same mail. */
  stop(): Promise<void>
}

export type DovecotOptions = {
  /** More lines for the end of its configuration; `folder` is where its files lie. */
  config?: (folder: string) => string
  /** More files beside the configuration, by their names. */
  files?: () => Record<string, string>
}

/** Starts a server whose files all lie in a folder of its own. Works as root and as anybody else. */
export async function startDovecot(folder: string, options: DovecotOptions = {}): Promise<Dovecot> {
  const ports = { port: await freePort(), tlsPort: await freePort() }
  await prepare(folder, ports, options)
  let child: ChildProcess | null = null
  const server: Dovecot = {
    ...ports,
    maildir: path.join(folder, 'mail', MAIL_USER),
    pid: () => child?.pid ?? 0,
    async start() {
      child = spawn('dovecot', ['-F', '-c', path.join(folder, 'dovecot.conf')], {
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
        env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      })
      let said = ''
      child.stderr?.on('data', (chunk) => (said += chunk))
      const failure = once(child, 'error').then(([error]) => String(error))
      const ended = once(child, 'exit').then(() => `it ended: ${said}`)
      const trouble = await Promise.race([failure, ended, untilGreeting(ports.port)])
      if (trouble) throw new Error(`Dovecot did not start, ${trouble}\n${await logOf(folder)}`)
    },
    async stop() {
      const running = child
      child = null
      if (!running || running.exitCode !== null) return
      running.kill('SIGTERM')
      await once(running, 'exit')
      endGroup(running)
    },
  }
  await server.start()
  return server
}

async function prepare(
  folder: string,
  { port, tlsPort }: { port: number; tlsPort: number },
  { config, files }: DovecotOptions,
): Promise<void> {
  const { key, cert } = await selfSignedCertificate()
  const mail = path.join(folder, 'mail')
  const owner = mailOwner()
  await mkdir(mail, { recursive: true })
  await writeFile(path.join(folder, 'key.pem'), key, { mode: 0o600 })
  await writeFile(path.join(folder, 'cert.pem'), cert)
  await writeFile(path.join(folder, 'users'), `${MAIL_USER}:{PLAIN}${MAIL_PASSWORD}\n`)
  await writeFile(
    path.join(folder, 'dovecot.conf'),
    `${mainConfig(folder, { port, tlsPort }, owner)}\n${config?.(folder) ?? ''}\n`,
  )
  for (const [name, text] of Object.entries(files?.() ?? {})) await writeFile(path.join(folder, name), text)
  if (!owner.isRoot) return
  await chown(mail, owner.uid, owner.gid)
  await chmod(folder, 0o711)
}

/** A process that serves a client outlives the server for a while; it is in the group that was made for them. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody was left.
  }
}

type Owner = { isRoot: boolean; uid: number; gid: number }

/** Dovecot never reads mail as root: there the mail belongs to `nobody`. */
function mailOwner(): Owner {
  const { uid, gid } = userInfo()
  return uid === 0 ? { isRoot: true, uid: 65_534, gid: 65_534 } : { isRoot: false, uid, gid }
}

/** In the words of Dovecot 2.3. */
function mainConfig(
  folder: string,
  { port, tlsPort }: { port: number; tlsPort: number },
  owner: Owner,
): string {
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
mail_location = maildir:${folder}/mail/%u
mail_fsync = never
first_valid_uid = 1
auth_failure_delay = 0 secs
service anvil {
  # No growing delay after the failed sign-ins of a test.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
login_trusted_networks = 127.0.0.1
mail_max_userip_connections = 100
ssl = yes
ssl_cert = <${folder}/cert.pem
ssl_key = <${folder}/key.pem
auth_mechanisms = plain login
passdb {
  driver = passwd-file
  args = username_format=%u ${folder}/users
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/mail/%u
}
service imap-login {
  ${owner.isRoot ? '' : 'chroot ='}
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}
${owner.isRoot ? '' : rootless()}
namespace inbox {
  inbox = yes
  mailbox Trash {
    auto = create
    special_use = \\Trash
  }
  mailbox Done {
    auto = create
  }
}`
}

/** All processes run as the one user that there is. */
function rootless(): string {
  const name = (option: string) => execFileSync('id', [option], { encoding: 'utf8' }).trim()
  return `
default_login_user = ${name('-un')}
default_internal_user = ${name('-un')}
default_internal_group = ${name('-gn')}
service anvil {
  chroot =
}`
}

async function untilGreeting(port: number): Promise<string | null> {
  const deadline = performance.now() + 20_000
  while (performance.now() < deadline) {
    if (await greets(port)) return null
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return 'it did not answer in time'
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(2_000, () => end(false))
    socket.on('error', () => end(false))
    socket.on('data', (data) => end(data.includes('* OK')))
  })
}

async function logOf(folder: string): Promise<string> {
  return readFile(path.join(folder, 'dovecot.log'), 'utf8').catch(() => '')
}
