/** SQLSTATE classes that speak of the server or the connection, never of the data: lost, overloaded, full, shut down, deadlocked. */
const TROUBLED_CLASSES = new Set(['08', '25', '40', '53', '55', '57', '58', 'XX'])

/** Whether an error says that the database could not be asked, so that the same work may succeed later. */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (/^[0-9A-Z]{5}$/.test(code)) return TROUBLED_CLASSES.has(code.slice(0, 2))
  return (
    /^E[A-Z]+$/.test(code) ||
    /connection terminated|connection ended|timeout exceeded when trying to connect/i.test(error.message)
  )
}
