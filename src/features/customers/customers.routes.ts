import { actorOf, os } from '../people/index.ts'
import { pickCustomers } from './customers.queries.ts'
import { changeCustomer, createCustomer, customerById, customersPage, removeCustomer } from './customers.ts'

export const customersRoutes = os.customers.router({
  list: os.customers.list.handler(({ context, input }) => customersPage(context.world, input)),
  get: os.customers.get.handler(({ context, input }) => customerById(context.world, input.id)),
  pick: os.customers.pick.handler(({ context, input }) => pickCustomers(context.world.db, input.q)),
  create: os.customers.create.handler(({ context, input }) =>
    createCustomer(context.world, actorOf(context), input.name),
  ),
  update: os.customers.update.handler(({ context, input: { id, portalUrl, consoleUrl, ...changes } }) =>
    changeCustomer(context.world, actorOf(context), id, {
      ...changes,
      portal_url: portalUrl,
      console_url: consoleUrl,
    }),
  ),
  remove: os.customers.remove.handler(async ({ context, input }) => {
    await removeCustomer(context.world, actorOf(context), input.id)
    return { ok: true } as const
  }),
})
