import { proxmoxReplication } from './formats/proxmox/replication.parser.ts'
import { proxmoxVzdump } from './formats/proxmox/vzdump.parser.ts'
import { pbsGarbageCollection } from './formats/proxmox-backup-server/garbage-collection.parser.ts'
import { pbsPrune } from './formats/proxmox-backup-server/prune.parser.ts'
import { pbsSync } from './formats/proxmox-backup-server/sync.parser.ts'
import { pbsTapeBackup } from './formats/proxmox-backup-server/tape-backup.parser.ts'
import { pbsVerify } from './formats/proxmox-backup-server/verify.parser.ts'
import { threecxBackup } from './formats/threecx/backup.parser.ts'
import { threecxSslCertificate } from './formats/threecx/ssl-certificate.parser.ts'
import { threecxUpdate } from './formats/threecx/update.parser.ts'
import type { Parser, ReportedResult } from './parser.ts'
import type { ReadMail } from './read-mail.ts'

/** Every built-in parser, tried from top to bottom: specific before generic. */
export const PARSERS: readonly Parser[] = [
  proxmoxVzdump,
  proxmoxReplication,
  pbsVerify,
  pbsSync,
  pbsPrune,
  pbsGarbageCollection,
  pbsTapeBackup,
  threecxSslCertificate,
  threecxUpdate,
  threecxBackup,
]

export type Recognised = { parser: Parser; results: ReportedResult[] }

/** The first parser that matches and yields at least one result, with its results; null when no parser takes the mail. */
export function recognise(mail: ReadMail, parsers: readonly Parser[] = PARSERS): Recognised | null {
  for (const parser of parsers) {
    if (!parser.match(mail)) continue
    const results = parser.parse(mail)
    if (results && results.length > 0) return { parser, results }
  }
  return null
}
