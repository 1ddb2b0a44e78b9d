export { openImapMailbox } from './mailbox.ts'
export { type ImapSecrets, type ImapSettings, imapSecretsSchema, imapSettingsSchema } from './settings.ts'
