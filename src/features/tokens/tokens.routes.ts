import { actorOf, os } from '../people/index.ts'
import { createToken, revokeToken, tokenList } from './tokens.ts'

export const tokensRoutes = os.tokens.router({
  list: os.tokens.list.handler(({ context }) => tokenList(context.world)),
  create: os.tokens.create.handler(({ context, input }) =>
    createToken(context.world, actorOf(context), input),
  ),
  revoke: os.tokens.revoke.handler(({ context, input }) =>
    revokeToken(context.world, actorOf(context), input.id),
  ),
})
