import { existsSync } from 'node:fs'
import { glob, readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
const DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'STYLE.md']

/** Made at run time or by whoever runs it, so not in the repository. */
const MADE_LATER = [
  /^\.env$/,
  /^(\.\/)?data(-demo)?(\/|$)/,
  /^dist\//,
  /^docs\/screenshots\//,
  /^backupchecks\.dump$/,
]
const NPM_ITSELF = ['ci', 'start', 'test']

const TOP_LEVEL = (await readdir(ROOT)).filter((name) => name !== 'node_modules')
const texts = new Map(await Promise.all(DOCUMENTS.map(async (name) => [name, await read(name)] as const)))

describe.each(DOCUMENTS)('%s', (name) => {
  const text = texts.get(name) ?? ''

  it('names only files and folders that are there', async () => {
    const named = [...inlineCode(text).filter(isPath), ...linkTargets(text)].filter(
      (each) => !MADE_LATER.some((pattern) => pattern.test(each)),
    )
    expect(named).not.toEqual([])
    const there = await Promise.all(named.map(isThere))
    expect(named.filter((_each, index) => !there[index])).toEqual([])
  })

  it('names only npm scripts that are there', async () => {
    const { scripts } = JSON.parse(await read('package.json'))
    const named = [...text.matchAll(/\bnpm (?:run )?([a-z][\w:-]*)/g)].map((match) => match[1] ?? '')
    expect(named.filter((script) => !(script in scripts) && !NPM_ITSELF.includes(script))).toEqual([])
  })
})

describe('README.md', () => {
  const readme = texts.get('README.md') ?? ''

  it('explains every environment variable that the server reads, and no other', async () => {
    const config = await read('src/app/config.ts')
    const variables = [...config.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map((match) => match[1] ?? '')
    const rows = readme.split('\n').filter((line) => /^\| `[A-Z]/.test(line))
    const explained = rows.flatMap((row) => inlineCode(row.split('|')[1] ?? ''))
    expect(explained.toSorted()).toEqual(variables.toSorted())
  })

  it('explains every command, and no other', async () => {
    const commands = /COMMANDS[^{]*\{([^}]*)\}/.exec(await read('src/main.ts'))?.[1] ?? ''
    const known = [...commands.matchAll(/(\w+):/g)].map((match) => match[1] ?? '')
    const section = readme.split('## Command line')[1]?.split('\n## ')[0] ?? ''
    const explained = [...section.matchAll(/^\| `(\w+)/gm)].map((match) => match[1] ?? '')
    expect([...new Set(explained)].toSorted()).toEqual(known.toSorted())
  })
})

describe('the decisions', () => {
  it('are numbered without gaps, short, and say why, what, and what follows', async () => {
    const names = (await readdir(path.join(ROOT, 'docs/decisions'))).sort()
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_name, index) => index + 1))
    for (const name of names) {
      const text = await read(`docs/decisions/${name}`)
      expect(text.trimEnd().split('\n').length, name).toBeLessThanOrEqual(40)
      const headings = [...text.matchAll(/^## (.+)$/gm)].map((match) => match[1])
      expect(headings, name).toEqual(['Context', 'Decision', 'Consequences'])
    }
  })
})

function read(file: string): Promise<string> {
  return readFile(path.join(ROOT, file), 'utf8')
}

/** What stands between single backticks outside of code blocks. */
function inlineCode(text: string): string[] {
  const prose = text.replace(/^ *```[\s\S]*?^ *```$/gm, '')
  return [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '')
}

function linkTargets(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^[a-z]+:/.test(target))
}

/** A word that begins with something of the repository's first level, or ends like a source file of ours. */
function isPath(code: string): boolean {
  if (!/^[\w@.*<>/-]+$/.test(code) || code.startsWith('/')) return false
  const [first = ''] = code.split('/')
  return TOP_LEVEL.includes(first) || /[^.]\.(tsx?|js|sql|md|json|ya?ml|css)$/.test(code)
}

/** `<word>` and `*` stand for anything; a name without a folder may be anywhere. */
async function isThere(named: string): Promise<boolean> {
  if (!named.includes('<') && existsSync(path.join(ROOT, named))) return true
  const anything = named.replace(/<[^>]+>/g, '*').replace(/\/$/, '')
  const pattern = anything.includes('/') ? anything : `{src,test,contract,web,scripts}/**/${anything}`
  for await (const _found of glob(pattern, { cwd: ROOT })) return true
  return false
}
