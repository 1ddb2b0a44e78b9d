export { linkOpenTickets } from './link-open-tickets.ts'
