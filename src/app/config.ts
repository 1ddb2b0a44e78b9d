import path from 'node:path'
import { z } from 'zod'

/** Any of these set means: use that database and start none of our own (product.md section 22). */
const DATABASE_VARIABLES = [
  'DATABASE_URL',
  'DB_HOST',
  'DB_PORT',
  'POSTGRES_DB',
  'POSTGRES_USER',
  'POSTGRES_PASSWORD',
] as const

export type Config = {
  port: number
  host: string
  dataDir: string
  /** null: run the embedded database in `dataDir`. */
  databaseUrl: string | null
  /** null: keep a key of our own in `dataDir/secret.key`. */
  secretKey: string | null
  /** Whether mailboxes and services may lie on this machine or in its networks. */
  allowPrivateAddresses: boolean
  environment: 'production' | 'development' | 'test'
  logLevel: string
}

const port = z.coerce.number().int().min(0).max(65_535)
const environmentSchema = z.object({
  PORT: port.optional(),
  APP_PORT: port.optional(),
  HOST: z.string().min(1).optional(),
  DATA_DIR: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// or postgresql://')
    .optional(),
  DB_HOST: z.string().min(1).optional(),
  DB_PORT: port.optional(),
  POSTGRES_DB: z.string().min(1).optional(),
  POSTGRES_USER: z.string().min(1).optional(),
  POSTGRES_PASSWORD: z.string().min(1).optional(),
  APP_SECRET_KEY: z.string().min(16, 'must have at least 16 characters').optional(),
  ALLOW_PRIVATE_ADDRESSES: z.enum(['true', 'false']).optional(),
  APP_ENV: z.enum(['production', 'development', 'test']).optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).optional(),
})

/** Environment variables → configuration; throws an Error whose message names every variable that cannot be used. */
export function readConfig(env: Record<string, string | undefined>, defaults: { dataDir: string }): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`These environment variables cannot be used:\n${problems.join('\n')}`)
  }
  const values = parsed.data
  const databaseUrl = databaseUrlOf(values)
  if (databaseUrl && !values.APP_SECRET_KEY) {
    throw new Error(
      'APP_SECRET_KEY is required with an external database: set it to a long random text and keep it.',
    )
  }
  return {
    port: values.PORT ?? values.APP_PORT ?? 8080,
    host: values.HOST ?? '0.0.0.0',
    dataDir: path.resolve(values.DATA_DIR ?? defaults.dataDir),
    databaseUrl,
    secretKey: values.APP_SECRET_KEY ?? null,
    allowPrivateAddresses: values.ALLOW_PRIVATE_ADDRESSES === 'true',
    environment: values.APP_ENV ?? 'production',
    logLevel: values.LOG_LEVEL ?? 'info',
  }
}

function databaseUrlOf(values: z.infer<typeof environmentSchema>): string | null {
  if (values.DATABASE_URL) return values.DATABASE_URL
  if (!DATABASE_VARIABLES.some((name) => values[name] !== undefined)) return null
  const url = new URL('postgres://localhost')
  url.hostname = values.DB_HOST ?? 'localhost'
  url.port = String(values.DB_PORT ?? 5432)
  url.username = encodeURIComponent(values.POSTGRES_USER ?? 'backupchecks')
  url.password = encodeURIComponent(values.POSTGRES_PASSWORD ?? '')
  url.pathname = `/${encodeURIComponent(values.POSTGRES_DB ?? 'backupchecks')}`
  return url.toString()
}
