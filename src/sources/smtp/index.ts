export { batchDeliveries } from './batch-deliveries.ts'
export type { SmtpOutside } from './conversation.ts'
export { type SmtpListener, startSmtpListener } from './listener.ts'
export type { ReceivedMail } from './received-mail.ts'
export {
  type SmtpCertificate,
  type SmtpSettings,
  smtpCertificateSchema,
  smtpSettingsSchema,
} from './settings.ts'
