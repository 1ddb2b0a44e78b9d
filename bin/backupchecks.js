#!/usr/bin/env node
// Runs on any Node ≥ 20 and hands over to the Node that package.json pins.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const pinned = path.join(root, 'node_modules/node/bin/node')
const node = existsSync(pinned) ? pinned : process.execPath
const child = spawn(node, [path.join(root, 'src/main.ts'), ...process.argv.slice(2)], { stdio: 'inherit' })

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1)
})
