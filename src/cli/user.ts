import { createInterface } from 'node:readline/promises'
import { ROLES, type Role } from '../../contract/base.ts'
import { readConfig } from '../app/config.ts'
import { openWorld } from '../app/open-world.ts'
import { addUser, changePassword } from '../features/people/index.ts'
import { createLogger } from '../platform/log.ts'
import { Refusal } from '../platform/refusal.ts'

const USAGE = `Usage: backupchecks user add NAME --role ${ROLES.join('|')}[,…]
       backupchecks user passwd NAME
The password is read from the terminal or from standard input, never from the command line.`

/** `backupchecks user add|passwd`: makes a user, or gives one a new password. */
export async function userCommand(argv: readonly string[]): Promise<number> {
  const [action, username] = argv
  const roles = rolesIn(argv)
  if (!username || (action !== 'add' && action !== 'passwd') || (action === 'add' && !roles)) {
    console.error(USAGE)
    return 2
  }
  const password = await readPassword()
  const { world, close } = await openWorld(readConfig(process.env, { dataDir: './data' }), {
    own: false,
    log: createLogger('warn'),
  })
  try {
    if (action === 'add') await addUser(world, { username, displayName: '', password, roles: roles ?? [] })
    else await changePassword(world, { username, password })
    console.log(
      action === 'add'
        ? `User ${username} was added.`
        : `The password of ${username} was changed; its sessions ended.`,
    )
    return 0
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    console.error(error.message)
    return 1
  } finally {
    await close()
  }
}

function rolesIn(argv: readonly string[]): Role[] | null {
  const index = argv.indexOf('--role')
  const names = (argv[index + 1] ?? '').split(',')
  if (index === -1 || !names.every((name) => ROLES.some((role) => role === name))) return null
  return ROLES.filter((role) => names.includes(role))
}

async function readPassword(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
  if (process.stdin.isTTY) process.stderr.write('Password: ')
  try {
    for await (const line of terminal) return line
    return ''
  } finally {
    terminal.close()
  }
}
