import { parseCommand } from './cli/parse.ts'

const COMMANDS: Record<string, (argv: readonly string[]) => Promise<number>> = { parse: parseCommand }

const [name = '', ...argv] = process.argv.slice(2)
const command = COMMANDS[name]
if (!command) {
  console.error(`Usage: backupchecks ${Object.keys(COMMANDS).join(' | ')}`)
  process.exitCode = 2
} else {
  process.exitCode = await command(argv)
}
