import type { Letter } from './letters.ts'
import type { Sender } from './sender.ts'
import type { Outside } from './way-in.ts'

/** The outside of a way in that is handed letters one by one. */
export function deliveredBy(
  sender: Sender,
): Pick<Outside, 'deliver' | 'takeIn' | 'waiting' | 'takenIn' | 'refused' | 'source' | 'complaints'> {
  const marks = (letters: readonly Letter[]) => letters.map(({ mark }) => mark)
  return {
    deliver: async (letters) => sender.accept(letters),
    takeIn: () => sender.run(sender.queue.length > MANY ? CONNECTIONS : 1),
    waiting: async () => marks(sender.queue),
    takenIn: async () => marks(sender.taken),
    refused: () => new Set(marks(sender.refused)),
    source: null,
    complaints: async () => [],
  }
}

/** More are sent over several connections at once. */
const MANY = 8
const CONNECTIONS = 4
