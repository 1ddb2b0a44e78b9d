export { openGraphMailbox } from './graph-mailbox.ts'
export { type GraphSecrets, type GraphSettings, graphSecrets, graphSettings } from './settings.ts'
