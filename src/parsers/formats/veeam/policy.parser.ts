import type { Parser } from '../../parser.ts'
import { framesOf, summaryValue } from './frame.ts'
import { objectsOf, plainName, sessionResult } from './session.ts'

/** Daily report of an agent backup policy: a bare name in the header, counters of assigned computers. */
export const veeamAgentPolicy: Parser = {
  id: 'veeam-agent-policy',
  version: 1,
  software: 'Veeam',
  types: ['Agent Backup Policy'],
  description:
    'The daily mail of an agent backup policy: its name alone in the header, counters of assigned, configured and disconnected computers, one row for each.',
  origin: 'screenshot',
  criteria: { bodyContains: ['Assigned', 'Configured', 'Disconnected'] },
  examples: ['[Success] Workstations (12 objects)'],
  informational: false,
  cadence: 'report',
  match: (mail) => mail.document !== null && /\bConfigured\b/.test(mail.htmlText.slice(0, 4000)),
  parse(mail) {
    const [frame, another] = framesOf(mail)
    if (
      !frame ||
      another ||
      !frame.headline ||
      !frame.summary.has('assigned') ||
      !frame.summary.has('configured')
    )
      return null
    return [sessionResult(mail, frame, { type: 'Agent Backup Policy', name: plainName(frame.headline) })]
  },
}

/** Rescan of a protection group: tells which computers were found, and is no backup. */
export const veeamProtectionGroupRescan: Parser = {
  id: 'veeam-protection-group-rescan',
  version: 1,
  software: 'Veeam',
  types: ['Protection Group Rescan'],
  description:
    'The mail about a protection group’s rescan: counters of assigned, seen and updated computers, one row for each.',
  origin: 'screenshot',
  criteria: { bodyContains: ['Assigned', 'Seen', 'IP address', 'Operating System'] },
  examples: ['[Success] Windows servers (12 found, 12 total, 12 seen)'],
  informational: true,
  cadence: 'report',
  match: (mail) => mail.document !== null && /\bSeen\b/.test(mail.htmlText.slice(0, 4000)),
  parse(mail) {
    const [frame, another] = framesOf(mail)
    if (
      !frame ||
      another ||
      !frame.headline ||
      !frame.summary.has('assigned') ||
      summaryValue(frame, 'seen') === ''
    )
      return null
    const result = sessionResult(
      mail,
      frame,
      { type: 'Protection Group Rescan', name: plainName(frame.headline) },
      objectsOf(frame, mail, 'host'),
    )
    return [{ ...result, informational: true }]
  },
}
