import { labelValue } from '../../support/labelled-lines.ts'
import { parseBytes } from '../../support/sizes.ts'
import { taskParser } from './task-report.ts'

/** Garbage collection of a datastore. */
export const pbsGarbageCollection = taskParser({
  id: 'proxmox-backup-server-garbage-collection',
  type: 'Garbage Collection',
  description: 'Garbage collection of a datastore. Built from the templates of the product.',
  examples: ["Garbage Collect Datastore 'store1' successful", "Garbage Collect Datastore 'store1' failed"],
  subjectWords: 'Garbage Collect Datastore',
  subject: /garbage collect datastore '(?<datastore>[^']{1,255})' ?(?<outcome>.{0,500})/i,
  sentence: 'garbage collection',
  facts: (labels) => ({ totalBytes: parseBytes(labelValue(labels, 'Original Data usage') ?? '') }),
})
