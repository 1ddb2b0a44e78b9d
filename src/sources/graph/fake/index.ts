export type { Fault, FaultPlan } from './faults.ts'
export { type GraphFake, type GraphFakeOptions, startGraphFake } from './graph-fake.ts'
