import type { z } from 'zod'
import { inboxRowSchema, type messageSchema, parseStateSchema } from '../../../contract/inbox.ts'
import { objectSeverityRank } from '../../domain/status.ts'
import type { inboxPage, messageDetail } from './inbox.ts'

type Row = Awaited<ReturnType<typeof inboxPage>>['rows'][number]
type Detail = Awaited<ReturnType<typeof messageDetail>>

/** A row of the Inbox as the contract names it. */
export function onTheWireRow(row: Row): z.infer<typeof inboxRowSchema> {
  return {
    id: row.id,
    fromAddress: row.from_address,
    fromName: row.from_name,
    subject: row.subject,
    receivedAt: row.received_at,
    isHistory: row.isHistory,
    parseState: parseStateSchema.parse(row.parse_state),
    parseError: row.parse_error,
    software: row.software,
    type: row.type,
    jobName: row.job_name,
    host: row.host,
    resultCount: row.result_count,
    status: inboxRowSchema.shape.status.parse(row.status),
    probableJob: row.probableJob,
  }
}

/** A message as the contract names it, the objects of each result in order of severity. */
export function onTheWireDetail({ message, results, isHistory }: Detail): z.infer<typeof messageSchema> {
  return {
    id: message.id,
    fromAddress: message.from_address,
    fromName: message.from_name,
    recipients: message.recipients,
    plusTag: message.plus_tag,
    subject: message.subject,
    sentAt: message.sent_at,
    receivedAt: message.received_at,
    receivedAtOrigin: message.received_at_origin,
    isHistory,
    source: message.source,
    location: message.location,
    parseState: message.parse_state,
    parseError: message.parse_error,
    parserId: message.parser_id,
    parserVersion: message.parser_version,
    parsedFrom: message.parsed_from,
    rawKept: message.raw_kept,
    rawSize: message.raw_size,
    hasHtml: message.has_html,
    results: results.map((result) => ({
      ...result,
      objects: result.objects.toSorted((a, b) => objectSeverityRank(a) - objectSeverityRank(b)),
    })),
  }
}
