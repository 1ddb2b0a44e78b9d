import { z } from 'zod'

const cursorSchema = z.object({
  folder: z.string(),
  /** As text: it is compared, never counted with. */
  uidValidity: z.string(),
  /** The lowest UID that was not asked for yet. */
  next: z.int().min(1),
  /** UIDs below `next` that could not be fetched and are tried again. */
  left: z.array(z.int().min(1)),
  /** Whether what lies below `next` was moved away. */
  moves: z.boolean(),
})

/** Where an import goes on: everything below `next` is done, except what is `left`. */
export type ImapCursor = z.infer<typeof cursorSchema>

/**
 * Where to go on in a folder. From its beginning when there is no cursor yet, when the server gave all messages new
 * UIDs (another UIDVALIDITY), when the folder is another one, and when messages are moved now that used to stay: those
 * are handed over again, recognised by their content, and moved.
 */
export function goOnFrom(
  kept: unknown,
  now: { folder: string; uidValidity: string; moves: boolean },
): ImapCursor {
  const { success, data } = cursorSchema.safeParse(kept)
  const stillFits =
    success &&
    data.folder === now.folder &&
    data.uidValidity === now.uidValidity &&
    (data.moves || !now.moves)
  return stillFits ? { ...data, moves: now.moves } : { ...now, next: 1, left: [] }
}
