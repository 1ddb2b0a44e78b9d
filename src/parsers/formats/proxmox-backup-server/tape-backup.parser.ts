import { groupObjects, listUnder } from './snapshots.ts'
import { taskParser } from './task-report.ts'

/** A tape backup job; the groups it wrote are its objects. */
export const pbsTapeBackup = taskParser({
  id: 'proxmox-backup-server-tape-backup',
  type: 'Tape Backup',
  description:
    'Tape backup jobs, with the groups that were written. Requests to load a tape are no report. Built from the templates of the product.',
  examples: ["Tape Backup 'weekly' datastore 'store1' successful", "Tape Backup datastore 'store1' failed"],
  subjectWords: 'Tape Backup … datastore',
  subject:
    /tape backup (?:'(?<id>[^']{1,255})' )?datastore '(?<datastore>[^']{1,255})' ?(?<outcome>.{0,500})/i,
  sentence: 'tape backup',
  // The list of a failed run only says how far it came, not that these are safe.
  objects: (lines, status) =>
    groupObjects(listUnder(lines, /^snapshots included:?$/i), status === 'success' ? 'success' : 'warning'),
})
