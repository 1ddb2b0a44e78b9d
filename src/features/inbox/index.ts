export { approve } from './approve.ts'
export { inboxPage, messageDetail } from './inbox.ts'
export { countInbox } from './inbox.queries.ts'
