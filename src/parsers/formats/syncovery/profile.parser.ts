import { BLANK_RESULT, type Parser, type ReportedResult } from '../../parser.ts'
import type { ReadMail } from '../../read-mail.ts'
import { everydayLabels, given, readKnownLabels } from '../../support/known-labels.ts'
import { runTimes } from '../../support/run-times.ts'
import { parseBytes } from '../../support/sizes.ts'
import { outcomeIn, verdictOn } from './outcome.ts'
import { profileIn } from './profile-name.ts'

/** The mail of Syncovery after a profile has run. */
export const syncoveryProfile: Parser = {
  id: 'syncovery-profile',
  version: 2,
  software: 'Syncovery',
  types: ['Backup'],
  description:
    'Profile runs of Syncovery, from subject and labelled lines. Built without a received sample: all wordings are inferred from the product itself, and an unknown one is a warning.',
  origin: 'manual only',
  criteria: { subjectContains: ['Syncovery', 'Profile'], bodyContains: ['Syncovery', 'Profile:', 'Result:'] },
  examples: [
    'Syncovery: Profile "Documents" completed OK',
    'Syncovery: Profile "Documents" completed with errors',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => isFromSyncovery(mail),
  parse: (mail) => (isFromSyncovery(mail) ? readRun(mail) : null),
}

const MAX_LINES = 2000

/** The user writes the subject, so the product's name may stand anywhere. */
function isFromSyncovery(mail: ReadMail): boolean {
  const said = [mail.fromName, mail.fromAddress, mail.subject, ...mail.lines.slice(0, MAX_LINES)]
  return said.some((text) => /syncovery/i.test(text.slice(0, 500)))
}

const WORDS = {
  profile: ['Profile Name', 'Profile', 'Job Name', 'Profilname', 'Profil'],
  result: ['Profile Result', 'Last Result', 'Result', 'Status', 'Ergebnis'],
  computer: ['Computer Name', 'Computer', 'Machine', 'Host'],
  start: ['Start Time', 'Started', 'Started at', 'Begin', 'Startzeit', 'Gestartet'],
  end: ['End Time', 'Finished', 'Finished at', 'Completed at', 'Ended', 'Endzeit', 'Beendet'],
  duration: ['Duration', 'Time taken', 'Elapsed', 'Dauer'],
  errors: ['Number of Errors', 'Errors', 'Fehler'],
  copied: ['Bytes Copied', 'Data Copied', 'Data Transferred', 'Total Copied'],
}
const LABELS = everydayLabels(WORDS)

function readRun(mail: ReadMail): ReportedResult[] | null {
  const lines = mail.lines.slice(0, MAX_LINES).map((line) => line.slice(0, 500))
  const labels = readKnownLabels(lines, LABELS)
  const jobName = given(labels, 'profile') || profileIn(mail.subject)
  if (!jobName) return null

  const saysOutcome = outcomeIn(mail.subject, jobName) !== null
  const said = [given(labels, 'result'), saysOutcome ? mail.subject : ''].filter((text) => text !== '')
  const wordings = said.length > 0 ? said : [mail.subject]
  const verdict = verdictOn({ wordings, name: jobName, body: lines, errors: given(labels, 'errors') })
  return [
    {
      ...BLANK_RESULT,
      software: 'Syncovery',
      type: 'Backup',
      jobName: jobName.slice(0, 200),
      host: given(labels, 'computer').slice(0, 200) || null,
      ...verdict,
      ...runTimes(
        { start: given(labels, 'start'), end: given(labels, 'end'), duration: given(labels, 'duration') },
        mail.receivedAt,
      ),
      transferredBytes: parseBytes(given(labels, 'copied')),
      remark: verdict.status === 'success' ? null : troubleIn(lines),
    },
  ]
}

function troubleIn(lines: readonly string[]): string | null {
  const trouble = lines.filter((line) =>
    /\b(?:errors?|failed|aborted|cannot|could not|warnings?)\b/i.test(line),
  )
  return trouble.slice(0, 20).join('\n').slice(0, 4000) || null
}
