import { z } from 'zod'

const address = z.union([z.ipv4(), z.ipv6()])
const network = z.union([z.cidrv4(), z.cidrv6(), address], {
  error: 'Enter an address such as 192.0.2.7 or a network such as 192.0.2.0/24.',
})
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^[^\s@<>[\]]+\.[^\s@<>[\]]+$/, 'Enter a domain such as reports.msp.example.')

/** How reports are received by SMTP; nothing in it is secret. */
export const smtpSettingsSchema = z
  .object({
    /** The address to listen on: 0.0.0.0 for all of IPv4, :: for everything. */
    host: address,
    port: z.int().min(1).max(65_535),
    /** Who may connect; everybody else is refused with the greeting. */
    allowedClients: z.array(network).min(1).max(500),
    /** Every address of these is received … */
    recipientDomains: z.array(domain).max(100),
    /** … and these alone of other domains. */
    recipientAddresses: z.array(z.email().trim().toLowerCase()).max(1000),
    /** Whether `reports+tag@…` is received where `reports@…` is. */
    allowPlusTags: z.boolean(),
    maxBytes: z
      .int()
      .min(64 * 1024)
      .max(64 * 1024 * 1024),
    requireTls: z.boolean(),
    authentication: z.enum(['none', 'optional', 'required']),
    maxConnections: z.int().min(1).max(1000),
    maxPerClientPerMinute: z.int().min(1).max(100_000),
  })
  .refine((settings) => settings.recipientDomains.length + settings.recipientAddresses.length > 0, {
    path: ['recipientDomains'],
    message: 'Enter at least one domain or address that reports are received for.',
  })

export type SmtpSettings = z.infer<typeof smtpSettingsSchema>

/** The certificate for STARTTLS, as PEM; the key is a secret. */
export const smtpCertificateSchema = z.object({
  key: z.string().min(1).max(65_536),
  cert: z.string().min(1).max(262_144),
})

export type SmtpCertificate = z.infer<typeof smtpCertificateSchema>
