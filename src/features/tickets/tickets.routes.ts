import { actorOf, os, type RequestContext } from '../people/index.ts'
import type { AlertKind } from './alert-tables.queries.ts'
import {
  addScopes,
  editAlert,
  removeScopes,
  reopenScopesOf,
  reopenWhole,
  resolveScopesOf,
  resolveWhole,
} from './change-alert.ts'
import { createRemark, createTicket } from './create-alert.ts'
import { alertById, alertsPage, linkedRuns } from './list-alerts.ts'
import { alertsOfJob, alertsOfRun } from './shown-alerts.ts'
import { takeBack } from './take-back.ts'

type Call<Input> = { context: RequestContext; input: Input }
type OfScopes = Call<{ id: number; scopeIds: number[] }>

/** What tickets and remarks have in common. */
function handlers(kind: AlertKind) {
  return {
    list: ({ context, input }: Call<Parameters<typeof alertsPage>[2]>) =>
      alertsPage(context.world, kind, input),
    get: ({ context, input }: Call<{ id: number }>) => alertById(context.world, kind, input.id),
    runs: ({ context, input }: Call<Parameters<typeof linkedRuns>[2]>) =>
      linkedRuns(context.world, kind, input),
    update: ({
      context,
      input: { id, ...changes },
    }: Call<Parameters<typeof editAlert>[3] & { id: number }>) =>
      editAlert(context.world, actorOf(context), { kind, id }, changes),
    takeBack: ({ context, input }: Call<{ id: number; requestId: string }>) =>
      takeBack(context.world, actorOf(context), { kind, ...input }),
    addScopes: ({ context, input }: Call<{ id: number; scopes: Parameters<typeof addScopes>[3] }>) =>
      addScopes(context.world, actorOf(context), { kind, id: input.id }, input.scopes),
    removeScopes: ({ context, input }: OfScopes) =>
      removeScopes(context.world, actorOf(context), { kind, id: input.id }, input.scopeIds),
    resolveScopes: ({ context, input }: OfScopes) =>
      resolveScopesOf(context.world, actorOf(context), { kind, id: input.id }, input.scopeIds),
    reopenScopes: ({ context, input }: OfScopes) =>
      reopenScopesOf(context.world, actorOf(context), { kind, id: input.id }, input.scopeIds),
    resolve: ({ context, input }: Call<{ ids: number[] }>) =>
      resolveWhole(context.world, actorOf(context), kind, input.ids),
    reopen: ({ context, input }: Call<{ ids: number[] }>) =>
      reopenWhole(context.world, actorOf(context), kind, input.ids),
  }
}

const ticket = handlers('ticket')
const remark = handlers('remark')

export const ticketsRoutes = os.tickets.router({
  list: os.tickets.list.handler(ticket.list),
  get: os.tickets.get.handler(ticket.get),
  runs: os.tickets.runs.handler(ticket.runs),
  create: os.tickets.create.handler(({ context, input }) =>
    createTicket(context.world, actorOf(context), input),
  ),
  update: os.tickets.update.handler(ticket.update),
  takeBack: os.tickets.takeBack.handler(ticket.takeBack),
  addScopes: os.tickets.addScopes.handler(ticket.addScopes),
  removeScopes: os.tickets.removeScopes.handler(ticket.removeScopes),
  resolveScopes: os.tickets.resolveScopes.handler(ticket.resolveScopes),
  reopenScopes: os.tickets.reopenScopes.handler(ticket.reopenScopes),
  resolve: os.tickets.resolve.handler(ticket.resolve),
  reopen: os.tickets.reopen.handler(ticket.reopen),
})

export const remarksRoutes = os.remarks.router({
  list: os.remarks.list.handler(remark.list),
  get: os.remarks.get.handler(remark.get),
  runs: os.remarks.runs.handler(remark.runs),
  create: os.remarks.create.handler(({ context, input }) =>
    createRemark(context.world, actorOf(context), input),
  ),
  update: os.remarks.update.handler(remark.update),
  takeBack: os.remarks.takeBack.handler(remark.takeBack),
  addScopes: os.remarks.addScopes.handler(remark.addScopes),
  removeScopes: os.remarks.removeScopes.handler(remark.removeScopes),
  resolveScopes: os.remarks.resolveScopes.handler(remark.resolveScopes),
  reopenScopes: os.remarks.reopenScopes.handler(remark.reopenScopes),
  resolve: os.remarks.resolve.handler(remark.resolve),
  reopen: os.remarks.reopen.handler(remark.reopen),
})

export const alertsRoutes = os.alerts.router({
  ofRun: os.alerts.ofRun.handler(({ context, input }) => alertsOfRun(context.world, input.id)),
  ofJob: os.alerts.ofJob.handler(({ context, input }) => alertsOfJob(context.world, input.id)),
})
