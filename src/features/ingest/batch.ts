/** What is taken in together: more in one transaction would hold its locks, and its memory, for long. */
export const BATCH = { count: 100, bytes: 16 * 1024 * 1024 }
