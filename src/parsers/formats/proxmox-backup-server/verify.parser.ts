import { listUnder, snapshotObject } from './snapshots.ts'
import { taskParser } from './task-report.ts'

/** A verification job; the snapshots that failed are its objects. */
export const pbsVerify = taskParser({
  id: 'proxmox-backup-server-verify',
  type: 'Verify',
  description:
    'Verification jobs, with the snapshots and groups that failed. Built from the templates of the product.',
  examples: ["Verify Datastore 'store1' successful", "Verify Datastore 'store1' failed"],
  subjectWords: 'Verify Datastore',
  subject: /verify datastore '(?<datastore>[^']{1,255})' ?(?<outcome>.{0,500})/i,
  sentence: 'verification',
  objects: (lines) =>
    listUnder(lines, /^verification failed on these snapshots/i).map((path) =>
      snapshotObject(path, 'failed'),
    ),
})
