import { os, sessionIn } from '../people/index.ts'
import { dailyJobs, runsOfJobOnDay } from './daily-jobs.ts'

export const dailyJobsRoutes = os.dailyJobs.router({
  list: os.dailyJobs.list.handler(({ context, input }) =>
    dailyJobs(context.world, input, sessionIn(context).activeRole === 'admin'),
  ),
  runs: os.dailyJobs.runs.handler(({ context, input }) =>
    runsOfJobOnDay(context.world, input.jobId, input.day),
  ),
})
