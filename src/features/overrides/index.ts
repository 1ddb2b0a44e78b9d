export { createOverride } from './change.ts'
export { resumeSweeps, sweepErrand } from './sweep.ts'
