export { customerById } from './customers.ts'
