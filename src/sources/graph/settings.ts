import { z } from 'zod'

const ON_THIS_MACHINE = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** Only scheme, host and port count; over plain HTTP the secret would travel openly. */
const serviceUrl = (usual: string) =>
  z
    .string()
    .trim()
    .default(usual)
    .transform((text, context) => {
      const url = URL.parse(text)
      if (url?.protocol === 'https:') return url.origin
      if (url?.protocol === 'http:' && ON_THIS_MACHINE.has(url.hostname)) return url.origin
      context.addIssue('Give an address that begins with https://.')
      return z.NEVER
    })

const folderId = z.string().trim().min(1).max(1_000).nullable().default(null)

/** Which mailbox, whose application reads it, and where its reports lie; the folders may still be unchosen. */
export const graphSettings = z
  .object({
    tenantId: z
      .string()
      .trim()
      .regex(/^[a-z0-9][a-z0-9.-]{0,252}$/i, 'Give the directory (tenant) ID, or a domain of the tenant.'),
    clientId: z.string().trim().pipe(z.guid('Give the application (client) ID: 32 digits in five groups.')),
    mailbox: z
      .string()
      .trim()
      .regex(/^[^\s/?#]{1,320}$/, 'Give the mail address of the mailbox.'),
    incomingFolderId: folderId,
    processedFolderId: folderId,
    /** Other clouds than the worldwide one have other addresses. */
    apiUrl: serviceUrl('https://graph.microsoft.com'),
    loginUrl: serviceUrl('https://login.microsoftonline.com'),
  })
  .refine((it) => it.incomingFolderId === null || it.incomingFolderId !== it.processedFolderId, {
    path: ['processedFolderId'],
    error: 'Choose another folder than the incoming one: what was imported is moved there.',
  })

/** What is kept encrypted and never shown again. */
export const graphSecrets = z.object({ clientSecret: z.string().trim().min(1).max(500) })

export type GraphSettings = z.infer<typeof graphSettings>
export type GraphSecrets = z.infer<typeof graphSecrets>
