import type { Status } from '../../../domain/status.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'

const WORDS = compilePhrases<Status>([
  {
    says: 'failed',
    phrases: [
      ...['failed', 'failure', 'unsuccessful', 'not successful', 'not completed', 'cancelled', 'canceled'],
      ...['aborted', 'could not', 'was not', 'error code'],
    ],
  },
  { says: 'warning', phrases: ['warning', 'warnings', 'partial', 'partially', 'with errors', 'with issues'] },
  { says: 'success', phrases: ['success', 'successful', 'successfully', 'succeeded'] },
])

/** What is said about a VM: its labelled result, else the sentences of its block and around it; the worst counts. */
export function readOutcome(
  block: readonly string[],
  around: readonly string[],
): { status: Status; statusText: string } {
  const code = block.map((line) => line.slice(0, 2000)).find((line) => line.includes('ALTERR_'))
  if (code) return { status: 'failed', statusText: code.slice(0, 500) }
  const lines = [...block, ...around].map((line) => line.slice(0, 2000))
  const labelled = lines.filter((line) => RESULT_LABEL.test(line))
  const read = labelled.length > 0 ? labelled : lines.filter((line) => !NAME_LABEL.test(line))
  for (const wanted of ['failed', 'warning', 'success'] as const) {
    const said = read.find((line) => findPhrase(line, WORDS)?.says === wanted)
    if (said) return { status: wanted, statusText: said.replace(RESULT_LABEL, '').trim().slice(0, 500) }
  }
  const unclear = labelled[0]?.replace(RESULT_LABEL, '').trim() || lines.slice(1).find((line) => line !== '')
  return { status: 'warning', statusText: unclear?.slice(0, 500) || 'no outcome in the mail' }
}

const RESULT_LABEL = /^(?:backup |offsite copy |verification )?(?:result|status|outcome)\s?:/i
/** Lines that hold names, which may be made of any words. */
const NAME_LABEL = /^[\w ]{1,40}(?:name|host|hypervisor|location)\s?:/i
