export { createRemark, createTicket } from './create-alert.ts'
export { linkOpenTickets } from './link-open-tickets.ts'
