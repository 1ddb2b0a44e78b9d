/** Who does something: a signed-in person, or the system itself (no user id). */
export type Actor = { userId: number | null; name: string }

/** What the application does of its own accord. */
export const SYSTEM: Actor = { userId: null, name: 'system' }
