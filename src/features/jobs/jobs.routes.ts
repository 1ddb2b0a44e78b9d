import { customerById } from '../customers/index.ts'
import { actorOf, os } from '../people/index.ts'
import { archiveJob, changeJob, unarchiveJob } from './change-job.ts'
import { deleteJob } from './delete-job.ts'
import { jobHistory } from './history.ts'
import { findJobs, jobById, jobsPage } from './jobs.ts'
import { mergeJob, previewMerge } from './merge-job.ts'

const OK = { ok: true } as const

export const jobsRoutes = os.jobs.router({
  list: os.jobs.list.handler(async ({ context, input }) => {
    const page = await jobsPage(context.world, input, input.sort)
    const customer =
      input.customerId === undefined ? null : await customerById(context.world, input.customerId)
    return {
      ...page,
      customer: customer ? { id: customer.id, name: customer.name, active: customer.active } : null,
    }
  }),
  archived: os.jobs.archived.handler(async ({ context, input }) => {
    const page = await jobsPage(context.world, input, 'customer', true)
    return { ...page, rows: page.rows.map((row) => ({ ...row, archivedAt: row.archivedAt ?? '' })) }
  }),
  pick: os.jobs.pick.handler(({ context, input }) => findJobs(context.world, input)),
  get: os.jobs.get.handler(({ context, input }) => jobById(context.world, input.id)),
  history: os.jobs.history.handler(({ context, input }) => jobHistory(context.world, input)),
  update: os.jobs.update.handler(async ({ context, input: { id, ...changes } }) => {
    await changeJob(context.world, actorOf(context), id, changes)
    return OK
  }),
  archive: os.jobs.archive.handler(async ({ context, input }) => {
    await archiveJob(context.world, actorOf(context), input.id)
    return OK
  }),
  unarchive: os.jobs.unarchive.handler(async ({ context, input }) => ({
    runs: await unarchiveJob(context.world, actorOf(context), input.id),
  })),
  mergePreview: os.jobs.mergePreview.handler(({ context, input }) =>
    previewMerge(context.world, input.id, input.intoId),
  ),
  merge: os.jobs.merge.handler(({ context, input }) => mergeJob(context.world, actorOf(context), input)),
  remove: os.jobs.remove.handler(({ context, input }) => deleteJob(context.world, actorOf(context), input)),
})
