import { auditCommand } from './cli/audit.ts'
import { demoCommand } from './cli/demo.ts'
import { importCommand } from './cli/import.ts'
import { migrateCommand } from './cli/migrate.ts'
import { parseCommand } from './cli/parse.ts'
import { scheduleCommand } from './cli/schedule.ts'
import { startCommand } from './cli/start.ts'
import { userCommand } from './cli/user.ts'

/** Every command by its name, each a function from arguments to an exit code. */
const COMMANDS: Record<string, (argv: readonly string[]) => Promise<number>> = {
  start: startCommand,
  demo: demoCommand,
  import: importCommand,
  parse: parseCommand,
  schedule: scheduleCommand,
  migrate: migrateCommand,
  user: userCommand,
  audit: auditCommand,
}

// A reader such as `head` may close the pipe before everything is printed.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

const [name = '', ...argv] = process.argv.slice(2)
const command = COMMANDS[name]

if (!command) {
  console.error(`Usage: backupchecks ${Object.keys(COMMANDS).join(' | ')}`)
  process.exitCode = 2
} else {
  try {
    process.exitCode = await command(argv)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    if (process.env.LOG_LEVEL === 'debug') console.error(error)
    process.exitCode = 1
  }
}
