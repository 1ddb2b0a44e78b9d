import { os } from '../people/index.ts'
import { listParsers, parserById } from './parsers.ts'

export const parsersRoutes = os.parsers.router({
  list: os.parsers.list.handler(({ context }) => listParsers(context.world)),
  get: os.parsers.get.handler(({ context, input }) => parserById(context.world, input.id)),
})
