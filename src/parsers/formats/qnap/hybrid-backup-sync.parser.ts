import type { Parser } from '../../parser.ts'
import { readNotification } from './notification.ts'
import { backupRun, kindOf } from './report.ts'

/** A finished or failed job of Hybrid Backup Sync, as the NAS's Notification Center mails it. */
export const qnapHybridBackupSync: Parser = {
  id: 'qnap-hybrid-backup-sync',
  version: 2,
  software: 'QNAP',
  types: ['Hybrid Backup Sync'],
  description:
    'Jobs of Hybrid Backup Sync (backup, sync, restore). Built without a received sample, from published subjects, labels and event texts in English and Italian; Dutch, German and French are inferred. Mails that say a job began are no runs.',
  origin: 'manual only',
  criteria: {
    subjectContains: ['[Hybrid Backup Sync]', 'Notification from your device:'],
    bodyContains: ['NAS Name:', 'App Name: Hybrid Backup Sync'],
  },
  examples: [
    '[Info] [Hybrid Backup Sync] Notification from your device: NAS01',
    '[Info][Hybrid Backup Sync] Notifica dal dispositivo: NAS01',
  ],
  informational: false,
  cadence: 'report',
  match: (mail) => readNotification(mail) !== null,
  parse: (mail) => {
    const notification = readNotification(mail)
    if (!notification || kindOf(notification) !== 'hybrid-backup-sync') return null
    const run = backupRun(notification, { software: 'QNAP', type: 'Hybrid Backup Sync' })
    return run && [run]
  },
}
