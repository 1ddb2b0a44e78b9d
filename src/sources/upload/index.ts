export { type FoundMail, mailsInPath, mailsInUpload } from './mail-files.ts'
