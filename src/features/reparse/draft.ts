import type { World } from '../../app/world.ts'
import type { PlacedRule } from '../../domain/parser-rule.ts'
import { readMail } from '../../parsers/read-mail.ts'
import { ruleParser } from '../../parsers/rules/rule-parser.ts'
import { readStored, type StoredMessage, type StoredReading } from '../ingest/index.ts'
import { type Readers, withoutRule } from './readers.ts'

/** What a draft does with one message that it takes. */
export type DraftVerdict = {
  /** Another parser that takes it too, and who would win. */
  rival: { parserId: string; draftWins: boolean } | null
}

/** Of messages that were read with a draft in its place: those that the draft takes when it is asked alone, and with whom it competes. */
export async function judgeDraft(
  world: Pick<World, 'mailReader'>,
  draft: PlacedRule,
  drafted: Readers,
  messages: readonly StoredMessage[],
  readings: readonly StoredReading[],
): Promise<ReadonlyMap<number, DraftVerdict>> {
  const alone = ruleParser(draft.rule)
  const takes = readings.filter(({ reading, mail }) => {
    if (reading.kind === 'parsed' && reading.parserId === draft.rule.id) return true
    return mail !== null && (alone.parse(readMail(mail))?.length ?? 0) > 0
  })
  const won = new Set(takes.filter(({ reading }) => isBy(reading, draft.rule.id)).map(({ id }) => id))
  // Where the draft wins, only reading without it tells who else would have taken the message.
  const others = await readStored(
    world,
    messages.filter(({ id }) => won.has(id)),
    withoutRule(drafted, draft.rule.id).rules,
  )
  const otherOf = new Map(others.map(({ id, reading }) => [id, reading]))
  return new Map(
    takes.map(({ id, reading }) => {
      const rival = won.has(id) ? otherOf.get(id) : reading
      return [
        id,
        {
          rival: rival?.kind === 'parsed' ? { parserId: rival.parserId, draftWins: won.has(id) } : null,
        },
      ]
    }),
  )
}

function isBy(reading: StoredReading['reading'], parserId: string): boolean {
  return reading.kind === 'parsed' && reading.parserId === parserId
}
