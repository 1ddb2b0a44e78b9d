import { z } from 'zod'

/** What an IMAP mailbox is reached by; nothing in it is secret. Folders are paths as the folder list tells them. */
export const imapSettingsSchema = z
  .object({
    host: z
      .string()
      .trim()
      .min(1)
      .max(253)
      .regex(/^[^\s/@]+$/, 'Enter the server’s name alone, such as imap.msp.example.'),
    port: z.int().min(1).max(65_535),
    tls: z.enum(['implicit', 'starttls', 'none']),
    user: z.string().trim().min(1).max(320),
    authentication: z.enum(['password', 'xoauth2']),
    incomingFolder: z.string().min(1).max(1000),
    /** Where messages go once they are stored; null leaves them where they are. */
    processedFolder: z.string().min(1).max(1000).nullable(),
    /** Takes any certificate, so that anybody in between can read the password: for a lab. */
    allowInvalidCertificate: z.boolean().optional(),
  })
  .refine((settings) => !isSameFolder(settings.incomingFolder, settings.processedFolder), {
    path: ['processedFolder'],
    message: 'The processed folder must be another one than the incoming folder.',
  })

export type ImapSettings = z.infer<typeof imapSettingsSchema>

/** The secret that goes with `authentication`. */
export const imapSecretsSchema = z.union([
  z.strictObject({ password: z.string().min(1).max(1000) }),
  z.strictObject({ accessToken: z.string().min(1).max(16_384) }),
])

export type ImapSecrets = z.infer<typeof imapSecretsSchema>

/** INBOX is the one name that IMAP compares without case. */
function isSameFolder(one: string, other: string | null): boolean {
  return one === other || (one.toUpperCase() === 'INBOX' && other?.toUpperCase() === 'INBOX')
}
