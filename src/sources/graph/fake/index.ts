export { type GraphFake, type GraphFakeOptions, startGraphFake } from './graph-fake.ts'
