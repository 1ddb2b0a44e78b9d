import { actorOf, os } from '../people/index.ts'
import { deleteCalendar, holidayCalendars, saveCalendar } from './calendars.ts'
import {
  changeScheduleSettings,
  pinJobs,
  scheduleOfCustomer,
  scheduleSettings,
  setForCustomers,
  setForJobs,
} from './change-schedule.ts'
import { detectMissedOfJob } from './detect.ts'
import { missedRunById, monthOfJob, replayJob } from './look-back.ts'
import { endMaintenance, maintenancePage, planMaintenance, snooze } from './maintenance.ts'
import { jobSchedule } from './schedule-page.ts'
import { unjudgedSources } from './unjudged.ts'
import { waitingReports } from './waiting.ts'

const OK = { ok: true } as const

export const schedulesRoutes = os.schedules.router({
  get: os.schedules.get.handler(({ context, input }) => jobSchedule(context.world, input.jobId)),
  replay: os.schedules.replay.handler(({ context, input }) => replayJob(context.world, input.jobId)),
  month: os.schedules.month.handler(({ context, input }) =>
    monthOfJob(context.world, input.jobId, input.month),
  ),
  missedRun: os.schedules.missedRun.handler(({ context, input }) =>
    missedRunById(context.world, input.runId),
  ),
  waiting: os.schedules.waiting.handler(({ context }) => waitingReports(context.world)),
  unjudged: os.schedules.unjudged.handler(({ context }) => unjudgedSources(context.world)),
  judgeNow: os.schedules.judgeNow.handler(async ({ context, input }) => ({
    raised: await detectMissedOfJob(context.world, input.jobId),
  })),
  pin: os.schedules.pin.handler(({ context, input }) => pinJobs(context.world, actorOf(context), input)),
  unpin: os.schedules.unpin.handler(({ context, input }) =>
    pinJobs(context.world, actorOf(context), { ...input, pin: null }),
  ),
  setForJobs: os.schedules.setForJobs.handler(({ context, input }) =>
    setForJobs(context.world, actorOf(context), input),
  ),
  ofCustomer: os.schedules.ofCustomer.handler(({ context, input }) =>
    scheduleOfCustomer(context.world, input.customerId),
  ),
  setForCustomers: os.schedules.setForCustomers.handler(({ context, input }) =>
    setForCustomers(context.world, actorOf(context), input),
  ),
  maintenance: os.schedules.maintenance.handler(({ context, input }) =>
    maintenancePage(context.world, input),
  ),
  snooze: os.schedules.snooze.handler(({ context, input }) => snooze(context.world, actorOf(context), input)),
  plan: os.schedules.plan.handler(({ context, input }) =>
    planMaintenance(context.world, actorOf(context), input),
  ),
  endMaintenance: os.schedules.endMaintenance.handler(async ({ context, input }) => {
    await endMaintenance(context.world, actorOf(context), input.id)
    return OK
  }),
  calendars: os.schedules.calendars.handler(({ context }) => holidayCalendars(context.world)),
  saveCalendar: os.schedules.saveCalendar.handler(async ({ context, input }) => ({
    id: await saveCalendar(context.world, actorOf(context), input),
  })),
  deleteCalendar: os.schedules.deleteCalendar.handler(async ({ context, input }) => {
    await deleteCalendar(context.world, actorOf(context), input.id)
    return OK
  }),
  settings: os.schedules.settings.handler(({ context }) => scheduleSettings(context.world)),
  updateSettings: os.schedules.updateSettings.handler(({ context, input }) =>
    changeScheduleSettings(context.world, actorOf(context), input),
  ),
})
