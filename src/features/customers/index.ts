export { createCustomer, customerById, customersPage } from './customers.ts'
