export { countInbox } from './inbox.queries.ts'
