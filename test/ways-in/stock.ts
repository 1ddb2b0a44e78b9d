import type { World } from '../../src/app/world.ts'
import { sql } from '../../src/platform/db.ts'
import { type Fate, type Letter, markIn } from './letters.ts'
import type { Outside } from './way-in.ts'

type Row = {
  head: Buffer
  raw_size: number
  location: string
  parse_state: string
  parse_error: string | null
  runs: string[]
  objects: number
}

/** What is wrong with what was taken in of these letters, in words: one for each letter that was lost, doubled, misread or left behind. */
export async function complaints(
  world: Pick<World, 'db'>,
  outside: Outside,
  letters: readonly Letter[],
  copies: readonly Letter[],
): Promise<string[]> {
  const stored = Map.groupBy(await rows(world), ({ head }) => markIn(head) ?? '')
  const delivered = [...letters, ...copies].map(({ mark }) => mark).sort()
  const taken = await outside.takenIn()
  const settled = [...taken, ...outside.refused()].sort()
  return [
    ...letters.flatMap((letter) => complaintsOf(letter, stored.get(letter.mark) ?? [], outside)),
    ...(await outside.waiting()).map((mark) => `${mark} was left behind`),
    ...taken.filter((mark) => !stored.has(mark)).map((mark) => `${mark} was acknowledged and not stored`),
    ...(delivered.join() === settled.join()
      ? []
      : [`outside: ${delivered.length} delivered, ${settled.length} settled`]),
    ...(await outside.complaints()),
  ]
}

function complaintsOf({ mark, becomes }: Letter, found: readonly Row[], { refused }: Outside): string[] {
  if (refused().has(mark)) return found.length === 0 ? [] : [`${mark} was refused, and stored`]
  const [row, ...others] = found
  if (!row) return [`${mark} was lost`]
  const fate = fateOf(row)
  return [
    ...(others.length > 0 ? [`${mark} is stored ${found.length} times`] : []),
    ...(isSame(fate, becomes) ? [] : [`${mark} became ${show(fate)} instead of ${show(becomes)}`]),
  ]
}

function fateOf({ location, parse_state, parse_error, runs, objects }: Row): Fate | string {
  if (location === 'processed' && runs.length > 0) return { run: runs.join(' and '), objects }
  if (location !== 'inbox' || runs.length > 0) return `${location} with ${runs.length} runs`
  if (parse_state === 'error') return parse_error ? 'cannot be read' : 'an error without a word'
  return 'waits'
}

/** Through a mail server even garbage gets headers; then it can be read as a mail that says nothing. */
function isSame(fate: Fate | string, becomes: Fate): boolean {
  if (becomes === 'cannot be read') return fate === 'cannot be read' || fate === 'waits'
  return JSON.stringify(fate) === JSON.stringify(becomes)
}

const show = (fate: Fate | string) => (typeof fate === 'string' ? `"${fate}"` : JSON.stringify(fate))

async function rows({ db }: Pick<World, 'db'>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select coalesce(substring(w.bytes from 1 for 4000), '') as head, m.raw_size, m.location, m.parse_state, m.parse_error,
      array(select r.status from job_runs r where r.mail_message_id = m.id) as runs,
      (select count(*) from run_object_links l join job_runs r on r.id = l.run_id where r.mail_message_id = m.id) as objects
    from mail_messages m left join mail_raw w on w.mail_message_id = m.id
  `.execute(db)
  return rows
}
