import type { Status } from '../../../domain/status.ts'
import { BLANK_RESULT, type Parser } from '../../parser.ts'
import { compilePhrases, findPhrase } from '../../support/words.ts'
import { type Notification, readNotification } from './notification.ts'
import { judge, outcomeOf } from './outcome.ts'
import { kindOf } from './report.ts'

/** News about the firmware of a NAS, for awareness only. */
export const qnapFirmwareUpdate: Parser = {
  id: 'qnap-firmware-update',
  version: 2,
  software: 'QNAP',
  types: ['Firmware Update'],
  description:
    'Firmware of a NAS: available, installed or failed to install. Built without a received sample: the frame is that of other notifications of the product, the wording about firmware is inferred.',
  origin: 'manual only',
  criteria: {
    subjectContains: ['[Firmware Update]', 'Notification from your device:'],
    bodyContains: ['NAS Name:', 'firmware'],
  },
  examples: ['[Info] [Firmware Update] Notification from your device: NAS01'],
  informational: true,
  cadence: 'event',
  match: (mail) => readNotification(mail) !== null,
  parse: (mail) => {
    const notification = readNotification(mail)
    if (!notification || kindOf(notification) !== 'firmware') return null
    const { app, nas, at, message, subjectPrefix, severityStatus } = notification
    return [
      {
        ...BLANK_RESULT,
        software: 'QNAP',
        type: 'Firmware Update',
        jobName: app ?? 'Firmware Update',
        host: nas,
        subjectPrefix,
        status: judge(newsIn(notification), severityStatus),
        statusText: message.slice(0, 500) || notification.severity || 'no message',
        endedAt: at,
        informational: true,
      },
    ]
  },
}

function newsIn({ message }: Notification): Status | null {
  const outcome = outcomeOf(message)
  if (outcome === 'failed' || outcome === 'warning') return outcome
  return outcome === 'success' || findPhrase(message.slice(0, 2000), GOOD_NEWS) ? 'success' : null
}

const GOOD_NEWS = compilePhrases([
  {
    says: 'success',
    phrases: [
      ...['available', 'installed', 'updated', 'up to date', 'disponibile', 'installato', 'aggiornato'],
      ...['beschikbaar', 'geïnstalleerd', 'bijgewerkt', 'verfügbar', 'installiert', 'aktualisiert'],
      ...['disponible', 'installé', 'à jour'],
    ],
  },
])
