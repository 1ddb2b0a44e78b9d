import { taskParser } from './task-report.ts'

/** A sync job between two datastores, of the same server or of two. */
export const pbsSync = taskParser({
  id: 'proxmox-backup-server-sync',
  type: 'Sync',
  description: 'Sync jobs between two datastores, local or remote. Built from the templates of the product.',
  examples: ["Sync remote 'offsite' datastore 'store1' successful", "Sync local datastore 'store1' failed"],
  subjectWords: 'Sync remote … datastore, Sync local datastore',
  subject: /sync (?:local|remote '[^']{1,255}') datastore '(?<datastore>[^']{1,255})' ?(?<outcome>.{0,500})/i,
  sentence: 'synchronization',
})
