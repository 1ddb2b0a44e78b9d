import { z } from 'zod'
import { ADMINS, idSchema, instantSchema, pageInput, pageOf, routeFor } from './base.ts'

const shortText = z.string().trim().min(1).max(500)
/** Typed by a person, never sent back; empty means: keep what is stored. */
const secret = z.string().max(10_000).optional()
const port = z.number().int().min(1).max(65_535)

const folderId = z.string().trim().min(1).max(1000).nullable()

export const graphSettingsSchema = z.object({
  /** The tenant's id or one of its domains. */
  tenantId: shortText,
  clientId: shortText,
  /** The mailbox's address. */
  mailbox: shortText,
  /** Chosen from the folder tree; an import wants the incoming one. Without a processed folder messages stay where they are. */
  incomingFolderId: folderId,
  processedFolderId: folderId,
  /** Other clouds than the worldwide one have other addresses. */
  apiUrl: z.string().max(500).default('https://graph.microsoft.com'),
  loginUrl: z.string().max(500).default('https://login.microsoftonline.com'),
})

/** Folders are paths as the folder tree tells them; processedFolder null leaves the messages where they are. */
export const imapSettingsSchema = z.object({
  host: shortText,
  port,
  tls: z.enum(['implicit', 'starttls', 'none']),
  user: shortText,
  /** What the secret is: a password, or an OAuth access token. */
  authentication: z.enum(['password', 'xoauth2']),
  incomingFolder: z.string().max(1000),
  processedFolder: z.string().min(1).max(1000).nullable(),
  /** Takes any certificate, so that anybody in between can read the password: for a lab. */
  allowInvalidCertificate: z.boolean().optional(),
})

export const smtpSettingsSchema = z.object({
  /** The address to listen on: 0.0.0.0 for all of IPv4, :: for everything. */
  host: shortText,
  port,
  /** Who may deliver: addresses and networks such as 192.0.2.0/24. */
  allowedClients: z.array(z.string().trim().min(1).max(50)).min(1).max(500),
  /** Every address of these domains is received, and the addresses beside them; nothing else. */
  recipientDomains: z.array(z.string().trim().min(1).max(253)).max(100),
  recipientAddresses: z.array(z.string().trim().min(1).max(320)).max(1000).default([]),
  allowPlusTags: z.boolean().default(true),
  maxBytes: z
    .number()
    .int()
    .min(64 * 1024)
    .max(64 * 1024 * 1024)
    .default(25 * 1024 * 1024),
  requireTls: z.boolean().default(false),
  authentication: z.enum(['none', 'optional', 'required']).default('none'),
  /** Who may sign in, with the stored password. */
  user: z.string().trim().max(200).nullable().default(null),
  /** For STARTTLS, as PEM; its key is a secret. */
  certificate: z.string().max(262_144).nullable().default(null),
  maxConnections: z.number().int().min(1).max(1000).default(50),
  maxPerClientPerMinute: z.number().int().min(1).max(100_000).default(600),
})

/** How a way in is reached, with what was typed as its secret. */
export const connectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('graph'), settings: graphSettingsSchema, secret }),
  z.object({ kind: z.literal('imap'), settings: imapSettingsSchema, secret }),
  z.object({ kind: z.literal('smtp'), settings: smtpSettingsSchema, secret, certificateKey: secret }),
])

/** The same as it is shown: the secret itself never leaves the server. */
const shownConnectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('graph'), settings: graphSettingsSchema, hasSecret: z.boolean() }),
  z.object({ kind: z.literal('imap'), settings: imapSettingsSchema, hasSecret: z.boolean() }),
  z.object({
    kind: z.literal('smtp'),
    settings: smtpSettingsSchema,
    hasSecret: z.boolean(),
    hasCertificateKey: z.boolean(),
  }),
  /** Always there, nothing to set. */
  z.object({ kind: z.enum(['upload', 'command', 'http']) }),
])

const importTallySchema = z.object({
  fetched: z.number().int(),
  newMessages: z.number().int(),
  duplicates: z.number().int(),
  parsed: z.number().int(),
  autoApproved: z.number().int(),
  leftInInbox: z.number().int(),
  errors: z.number().int(),
})

/** One import: while it runs the figures are those so far. */
export const importSchema = importTallySchema.extend({
  id: idSchema,
  source: z.object({ id: idSchema, name: z.string() }),
  trigger: z.enum(['manual', 'automatic', 'upload', 'command']),
  startedBy: z.string().nullable(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  durationMs: z.number().nullable(),
  state: z.enum(['running', 'complete', 'incomplete', 'cancelled', 'interrupted']),
  /** Messages left at the source; null when it does not tell, or nothing is running. */
  remaining: z.number().int().nullable(),
  /** Why it is not complete, in a sentence that says what to fix. */
  error: z.string().nullable(),
})

export const sourceSchema = z.object({
  id: idSchema,
  name: z.string(),
  connection: shownConnectionSchema,
  enabled: z.boolean(),
  autoImport: z.boolean(),
  intervalMinutes: z.number().int(),
  batchSize: z.number().int(),
  /** The mail server whose Authentication-Results header is believed; null: whichever wrote the topmost one. */
  trustedAuthenticationServer: z.string().nullable(),
  lastCompleteImportAt: instantSchema.nullable(),
  lastDeliveryAt: instantSchema.nullable(),
  /** Of a way in that is delivered to: since when it has been listening without a break; null when it is not. */
  upSince: instantSchema.nullable(),
  runningImport: importSchema.nullable(),
  lastImport: importSchema.nullable(),
  /** Only a source that nothing came from can be deleted; the others can be disabled. */
  canDelete: z.boolean(),
  createdAt: instantSchema,
})

const name = z.string().trim().min(1).max(100)
const importSettings = {
  enabled: z.boolean(),
  autoImport: z.boolean(),
  intervalMinutes: z.number().int().min(1).max(1440),
  batchSize: z.number().int().min(1).max(1000),
  trustedAuthenticationServer: z.string().trim().min(1).max(253).nullable(),
}

/** `sourceId`: the secret stored there is used where none is typed. */
const tried = z.object({ connection: connectionSchema, sourceId: idSchema.optional() })

export const folderSchema = z.object({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  parentId: z.string().nullable(),
  messageCount: z.number().int().nullable(),
})

export const sourcesContract = {
  list: routeFor(ADMINS)
    .route({ method: 'GET', path: '/sources', tags: ['Sources'], summary: 'All ways in' })
    .output(z.array(sourceSchema)),
  get: routeFor(ADMINS)
    .route({ method: 'GET', path: '/sources/{id}', tags: ['Sources'], summary: 'One way in' })
    .input(z.object({ id: idSchema }))
    .output(sourceSchema),
  create: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/sources',
      tags: ['Sources'],
      summary: 'Add a mailbox or the SMTP listener',
      successStatus: 201,
    })
    .input(
      z.object({
        name,
        connection: connectionSchema,
        enabled: importSettings.enabled.default(true),
        autoImport: importSettings.autoImport.default(false),
        intervalMinutes: importSettings.intervalMinutes.default(15),
        batchSize: importSettings.batchSize.default(100),
        trustedAuthenticationServer: importSettings.trustedAuthenticationServer.default(null),
      }),
    )
    .output(sourceSchema),
  update: routeFor(ADMINS)
    .route({
      method: 'PATCH',
      path: '/sources/{id}',
      tags: ['Sources'],
      summary: 'Change a way in; an empty secret keeps the stored one',
    })
    .input(
      z
        .object({ name, connection: connectionSchema, ...importSettings })
        .partial()
        .extend({ id: idSchema }),
    )
    .output(sourceSchema),
  remove: routeFor(ADMINS)
    .route({
      method: 'DELETE',
      path: '/sources/{id}',
      tags: ['Sources'],
      summary: 'Delete a way in that nothing came from',
    })
    .input(z.object({ id: idSchema }))
    .output(z.object({ ok: z.literal(true) })),
  /** Signs in and looks, changes nothing; what is wrong comes as `ok: false` with a sentence that says what to fix. */
  test: routeFor(ADMINS)
    .route({ method: 'POST', path: '/sources/test', tags: ['Sources'], summary: 'Try a connection' })
    .input(tried)
    .output(z.object({ ok: z.boolean(), message: z.string() })),
  /** Folder ids in the settings may still be empty. Parents stand before their children. */
  folders: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/sources/folders',
      tags: ['Sources'],
      summary: "A mailbox's folder tree",
    })
    .input(tried)
    .output(z.array(folderSchema)),
  importNow: routeFor(ADMINS)
    .route({ method: 'POST', path: '/sources/{id}/import', tags: ['Sources'], summary: 'Import now' })
    .input(z.object({ id: idSchema }))
    /** `started: false`: an import of this source is already waiting or running. */
    .output(z.object({ started: z.boolean() })),
  cancelImport: routeFor(ADMINS)
    .route({
      method: 'POST',
      path: '/sources/{id}/cancel-import',
      tags: ['Sources'],
      summary: 'Stop the running import after what it has in hand',
    })
    .input(z.object({ id: idSchema }))
    .output(z.object({ cancelled: z.boolean() })),
  imports: routeFor(ADMINS)
    .route({ method: 'GET', path: '/imports', tags: ['Sources'], summary: 'Imports, newest first' })
    .input(z.object({ after: pageInput.after, limit: pageInput.limit, sourceId: idSchema.optional() }))
    .output(pageOf(importSchema)),
}
