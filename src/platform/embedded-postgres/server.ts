export type Log = (message: string) => void

/** A database server that accepts connections. */
export type Server = { pid: number; url: string }

export const USER = 'backupchecks'

/** The connection string of the embedded server; on loopback without TLS, whatever PGSSLMODE says. */
export function serverUrl(port: number, password: string): string {
  return `postgres://${USER}:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres?sslmode=disable`
}
