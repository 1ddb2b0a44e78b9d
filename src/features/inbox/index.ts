export { approve } from './approve.ts'
export { countInbox } from './inbox.queries.ts'
export { inboxPage, messageDetail, reparseMessages } from './inbox.ts'
