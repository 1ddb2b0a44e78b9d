import { taskParser } from './task-report.ts'

/** A prune job of a datastore. */
export const pbsPrune = taskParser({
  id: 'proxmox-backup-server-prune',
  type: 'Prune',
  description: 'Prune jobs of a datastore. Built from the templates of the product.',
  examples: ["Pruning datastore 'store1' successful", "Pruning datastore 'store1' failed"],
  subjectWords: 'Pruning datastore',
  subject: /pruning datastore '(?<datastore>[^']{1,255})' ?(?<outcome>.{0,500})/i,
  sentence: 'pruning',
})
