import { actorOf, os } from '../people/index.ts'
import { learnEverythingNext } from '../schedules/index.ts'
import { changeSettings, readSettings, type Settings } from './settings.ts'

export const settingsRoutes = os.settings.router({
  general: os.settings.general.handler(async ({ context }) => onTheWire(await readSettings(context.world))),
  updateGeneral: os.settings.updateGeneral.handler(async ({ context, input }) => {
    const changes = Object.fromEntries(
      Object.entries({
        ui_timezone: input.uiTimeZone,
        base_url: input.baseUrl,
        receive_address: input.receiveAddress,
        sandbox_banner: input.sandboxBanner,
        history_after_days: input.historyAfterDays,
        raw_mail_retention_days: input.rawMailRetentionDays,
        import_automatically: input.importAutomatically,
        import_interval_minutes: input.importIntervalMinutes,
        import_batch_size: input.importBatchSize,
      }).filter(([, value]) => value !== undefined),
    )
    const before = await readSettings(context.world)
    const settings = await changeSettings(context.world, actorOf(context), changes)
    // What is expected when was planned in the zone of before.
    if (settings.ui_timezone !== before.ui_timezone) await learnEverythingNext(context.world.db)
    return onTheWire(settings)
  }),
})

function onTheWire(settings: Settings) {
  return {
    uiTimeZone: settings.ui_timezone,
    baseUrl: settings.base_url,
    receiveAddress: settings.receive_address,
    sandboxBanner: settings.sandbox_banner,
    historyAfterDays: settings.history_after_days,
    rawMailRetentionDays: settings.raw_mail_retention_days,
    importAutomatically: settings.import_automatically,
    importIntervalMinutes: settings.import_interval_minutes,
    importBatchSize: settings.import_batch_size,
  }
}
