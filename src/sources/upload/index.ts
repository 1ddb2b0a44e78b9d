export type { FoundMail } from './found-mail.ts'
export { mailsInPath, mailsInUpload } from './mail-files.ts'
