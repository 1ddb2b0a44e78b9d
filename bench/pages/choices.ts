import { z } from 'zod'

type Described = { '~orpc': { inputSchema?: unknown } }

/** Each word that one input of a route may take, such as every way to sort a list: read from the contract, so that a new one is measured without being named here. */
export function choicesOf(route: Described, input: string): string[] {
  const schema = route['~orpc'].inputSchema
  if (!(schema instanceof z.ZodObject)) throw new Error('The input of a list is an object.')
  let choice: unknown = schema.shape[input]
  while (choice instanceof z.ZodDefault || choice instanceof z.ZodOptional) choice = choice.unwrap()
  return choice instanceof z.ZodEnum ? choice.options.map(String) : []
}
