import { foldWords } from '../../support/words.ts'
import { isStatusWord } from './statuses.ts'

/** What the body says about one destination. */
export type Block = Partial<Record<Field, string>>

type Field = 'user' | 'set' | 'destination' | 'size' | 'job' | 'status' | 'time' | 'other'

const FIELD_OF_LABEL = new Map<string, Field>([
  ['user', 'user'],
  ['login name', 'user'],
  ['utente', 'user'],
  ['gebruiker', 'user'],
  ['backup set', 'set'],
  ['backupset', 'set'],
  ['back-upset', 'set'],
  ['set di backup', 'set'],
  ['destination', 'destination'],
  ['destinazione', 'destination'],
  ['bestemming', 'destination'],
  ['data size', 'size'],
  ['dimensione dati', 'size'],
  ['gegevensgrootte', 'size'],
  ['backup job', 'job'],
  ['processo di backup', 'job'],
  ['back-uptaak', 'job'],
  ['backuptaak', 'job'],
  ['job status', 'status'],
  ['backup status', 'status'],
  ['stato processo', 'status'],
  ['stato del processo', 'status'],
  ['taakstatus', 'status'],
  ['backup time', 'time'],
  ['start - end', 'time'],
  ['ora di backup', 'time'],
  ['inizio - fine', 'time'],
  ['back-uptijd', 'time'],
  ['backuptijd', 'time'],
  ['backup quota', 'other'],
  ['remaining quota', 'other'],
  ['ip address', 'other'],
  // Headings that begin like a label.
  ['backup job summary', 'other'],
  ['backup set settings', 'other'],
])
const LONGEST_FIRST = [...FIELD_OF_LABEL.keys()].sort((one, two) => two.length - one.length)

const MAX_LINES = 20_000
const MAX_LINE = 1000
const MAX_BLOCKS = 500

/**
 * The blocks of labels and values, one a destination. A label stands before its value in a table row or line, or alone
 * on the line above it. User and backup set may stand once above several destinations.
 */
export function readBlocks(lines: readonly string[]): Block[] {
  const filled = lines.slice(0, MAX_LINES).filter((line) => line !== '')
  const blocks: Block[] = []
  let block: Block = {}
  for (let index = 0; index < filled.length && blocks.length < MAX_BLOCKS; index++) {
    const line = (filled[index] ?? '').slice(0, MAX_LINE)
    const found = readLabel(line)
    if (!found) {
      if (block.set && isStatusWord(line)) block.status ??= line
      continue
    }
    const below = (filled[index + 1] ?? '').slice(0, MAX_LINE)
    const isAbove = found.value === '' && isValue(below, found.field)
    const [value = '', ...cells] = (isAbove ? below : found.value).split('\t')
    if (isAbove) index++
    if (value === '' || found.field === 'other') continue
    if (startsNext(block, found.field)) {
      blocks.push(block)
      block = carriedOver(block, found.field)
    }
    block[found.field] ??= value.trim()
    const beside = cells.find((cell) => isStatusWord(cell))
    if (beside) block.status ??= beside
  }
  blocks.push(block)
  return blocks.filter((each) => each.status !== undefined)
}

/** Whether the line below a label can be its value; the status `User Interrupted` begins like a label itself. */
function isValue(below: string, field: Field): boolean {
  const label = readLabel(below)
  return !label || (field === 'status' && label.field === 'user' && label.value !== '')
}

function startsNext(block: Block, field: Field): boolean {
  return block[field] !== undefined && (field === 'user' || field === 'set' || field === 'destination')
}

/** What a new block takes over from the one before it. */
function carriedOver({ user, set, job }: Block, field: Field): Block {
  if (field === 'user') return {}
  const kept: Block = user === undefined ? {} : { user }
  if (field === 'destination') return { ...kept, ...(set && { set }), ...(job && { job }) }
  return kept
}

/** A known label that opens the line, with what stands behind it; '' when nothing does. */
function readLabel(line: string): { field: Field; value: string } | null {
  const folded = foldWords(line)
  const label = LONGEST_FIRST.find((each) => folded.startsWith(each))
  const field = label && FIELD_OF_LABEL.get(label)
  if (!field) return null
  const rest = line.slice(label.length)
  if (rest !== '' && !/^[\s:]/.test(rest)) return null
  return { field, value: rest.replace(/^[\s:]{1,20}/, '').trim() }
}
