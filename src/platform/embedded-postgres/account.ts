import { readFile } from 'node:fs/promises'
import { runProgram } from './run-program.ts'
import type { Log } from './server.ts'

/** Under which account PostgreSQL's programs run: put `prefix` before the command; `owner` must own its files. */
export type Account = {
  prefix: readonly string[]
  owner: { uid: number; gid: number } | undefined
  note: string | undefined
}

/** PostgreSQL refuses to run as root; finds the way of not being root that works here and reaches the program and the folder. */
export async function chooseAccount(needs: { program: string; folder: string }, log: Log): Promise<Account> {
  if (process.getuid?.() !== 0) return { prefix: [], owner: undefined, note: undefined }
  const failures: string[] = []
  for (const account of [userNamespace, ...(await systemAccounts())]) {
    const failure = await tryAccount(account, needs)
    if (failure === undefined) {
      if (account.note !== undefined) log(account.note)
      return account
    }
    failures.push(`${account.prefix[0]}: ${failure}`)
  }
  throw new Error(noWay(failures))
}

/** Only the names change: inside, root is called user 1000; outside, processes and files stay root's, in any folder of root's. */
const userNamespace: Account = {
  prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000'],
  owner: { uid: 0, gid: 0 },
  note: undefined,
}

/** Containers often forbid user namespaces. A system user then needs a way into root's folders, at least to pass through them. */
async function systemAccounts(): Promise<Account[]> {
  const users = parseUsers(await readFile('/etc/passwd', 'utf8').catch(() => ''))
  const user = users.get('postgres') ?? users.get('nobody')
  if (user === undefined) return []
  const prefix = ['setpriv', `--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups']
  const note = `User namespaces are not allowed here: PostgreSQL runs as the system user ${user.name}, who now owns its files`
  const passing = ['dac_read_search', 'dac_override'].map((capability) => ({
    prefix: [...prefix, `--inh-caps=+${capability}`, `--ambient-caps=+${capability}`],
    owner: user,
    note: `${note} and may pass through folders of root (${capability})`,
  }))
  return [{ prefix, owner: user, note }, ...passing]
}

function parseUsers(passwd: string): Map<string, { name: string; uid: number; gid: number }> {
  const users = new Map<string, { name: string; uid: number; gid: number }>()
  for (const line of passwd.split('\n')) {
    const [name = '', , uid, gid] = line.split(':')
    // An entry for another root would be refused just like root.
    if (Number(uid) > 0) users.set(name, { name, uid: Number(uid), gid: Number(gid) })
  }
  return users
}

async function tryAccount(
  account: Account,
  needs: { program: string; folder: string },
): Promise<string | undefined> {
  const starts = await runProgram([...account.prefix, needs.program, '--version'])
  if (!starts.ok) return starts.output || 'failed without a word'
  // PostgreSQL looks for its own program by the mode bits alone, and overlooks a capability just like `test -x`.
  const findsItself = await runProgram([...account.prefix, 'test', '-x', needs.program])
  if (!findsItself.ok) return `may not enter the folder of ${needs.program}`
  // Of the data folder the capability counts, so it is entered rather than judged.
  const enters = await runProgram([...account.prefix, 'test', '-d', `${needs.folder}/.`])
  return enters.ok ? undefined : `cannot enter ${needs.folder}`
}

function noWay(failures: readonly string[]): string {
  return [
    'PostgreSQL does not run as root, and no other account works here.',
    'Run Backupchecks as an ordinary user, or install it in a folder that every user may enter, or set DATABASE_URL to a PostgreSQL server of your own.',
    `Tried: ${failures.join('; ')}`,
  ].join(' ')
}
