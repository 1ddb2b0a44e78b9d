export { resumeSweeps, sweepErrand } from './sweep.ts'
