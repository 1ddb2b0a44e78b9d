import { readConfig } from '../app/config.ts'
import { backgroundTasks, errands, services, webServices } from '../app/features.ts'
import { openWorld } from '../app/open-world.ts'
import { createServer } from '../app/server.ts'
import type { World } from '../app/world.ts'
import { issueSetupToken } from '../features/people/index.ts'
import { lockDataDir } from '../platform/data-dir-lock.ts'
import { startTasks } from '../platform/jobs.ts'

type Role = 'web' | 'worker' | 'all'

/** `backupchecks start [--role web|worker|all]`: serves until Ctrl-C or SIGTERM, then finishes what is in hand and closes. */
export async function startCommand(
  argv: readonly string[],
  { allowPrivateAddresses = false, ...defaults }: { dataDir: string; allowPrivateAddresses?: boolean } = {
    dataDir: './data',
  },
  prepare?: (world: World) => Promise<() => Promise<void>>,
): Promise<number> {
  const role = roleIn(argv)
  if (!role) {
    console.error('Usage: backupchecks start [--role web|worker|all]')
    return 2
  }
  const given = readConfig(process.env, defaults)
  const config = { ...given, allowPrivateAddresses: given.allowPrivateAddresses || allowPrivateAddresses }
  const stopAsked = untilAskedToStop()
  const lock = config.databaseUrl === null ? await lockDataDir(config.dataDir) : null
  try {
    const { world, databaseUrl, close } = await openWorld(config, { own: true })
    try {
      const tidyUp = await prepare?.(world)
      await serve(world, databaseUrl, role, stopAsked).finally(tidyUp)
    } finally {
      await close()
    }
  } finally {
    await lock?.release()
  }
  return 0
}

async function serve(
  world: World,
  databaseUrl: string,
  role: Role,
  stopAsked: Promise<string>,
): Promise<void> {
  const stopping = new AbortController()
  const work = { tasks: backgroundTasks(world), errands: errands(world) }
  const tasks = role === 'web' ? null : await startTasks(databaseUrl, work, world.log)
  const kept = [
    ...(role === 'web' ? [] : services(world, stopping.signal)),
    ...(role === 'worker' ? [] : webServices(world, stopping.signal)),
  ]
  const server = role === 'worker' ? null : await createServer(world)
  try {
    if (server) {
      const address = await server.listen({ host: world.config.host, port: world.config.port })
      const url = address
        .replace('0.0.0.0', 'localhost')
        .replace('127.0.0.1', 'localhost')
        .replace('[::]', 'localhost')
      console.log(`\n  Backupchecks ${world.version} is ready at ${url}\n`)
      await announceSetup(world, url)
    }
    const signal = await stopAsked
    world.log.info(`${signal}: closing`)
  } finally {
    stopping.abort()
    await server?.close()
    await Promise.all(kept)
    await tasks?.stop()
  }
}

async function announceSetup(world: World, url: string): Promise<void> {
  const token = await issueSetupToken(world)
  if (token)
    console.log(
      `  Nobody can sign in yet. Open ${url}/setup and create the first admin.\n  Setup token: ${token}   (valid for 24 hours)\n`,
    )
}

/** Resolves at the first SIGINT or SIGTERM; a second one ends the process at once. */
function untilAskedToStop(): Promise<string> {
  return new Promise((resolve) => {
    let asked = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1)
        asked = true
        resolve(signal)
      })
    }
  })
}

function roleIn(argv: readonly string[]): Role | null {
  const index = argv.indexOf('--role')
  const value =
    index === -1
      ? (argv.find((argument) => argument.startsWith('--role='))?.slice('--role='.length) ?? 'all')
      : argv[index + 1]
  return value === 'web' || value === 'worker' || value === 'all' ? value : null
}
