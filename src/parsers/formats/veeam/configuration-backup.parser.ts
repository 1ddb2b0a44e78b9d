import type { Parser } from '../../parser.ts'
import { BLANK_OBJECT } from '../../parser.ts'
import { parseBytes } from '../../support/sizes.ts'
import { cellOf, framesOf } from './frame.ts'
import { sessionResult } from './session.ts'

/** The server's backup of its own configuration. */
export const veeamConfigurationBackup: Parser = {
  id: 'veeam-configuration-backup',
  version: 1,
  software: 'Veeam',
  types: ['Configuration Backup'],
  description:
    'The mail about the backup server’s own configuration; its job name is always the same, the server stands in the header.',
  origin: 'received',
  criteria: { subjectContains: ['Backup Configuration Job'], bodyContains: ['Configuration Backup for'] },
  examples: ['[Success] Backup Configuration Job (1 objects)'],
  informational: false,
  cadence: 'report',
  match: (mail) => mail.document !== null && /Configuration Backup for/i.test(mail.htmlText.slice(0, 4000)),
  parse(mail) {
    const [frame, another] = framesOf(mail)
    const host = /^Configuration Backup for (.{1,200})$/i.exec(frame?.headline ?? '')?.[1]?.trim()
    if (!frame || another || !host) return null
    // Catalogues have no status of their own: they are listed as what was saved, under the report's own status.
    const result = sessionResult(
      mail,
      frame,
      { type: 'Configuration Backup', name: 'Backup Configuration Job', host },
      [],
    )
    const catalogues = frame.rows.map((row) => ({
      ...BLANK_OBJECT,
      name: cellOf(frame, row, 'catalog'),
      type: 'catalog',
      status: result.status,
      sizeBytes: parseBytes(cellOf(frame, row, 'size')),
    }))
    return [{ ...result, objects: catalogues }]
  },
}
