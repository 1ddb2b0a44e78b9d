import type { World } from '../../app/world.ts'
import type { Actor } from '../../domain/actor.ts'
import { isTimeZone } from '../../domain/local-time.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAudit } from '../audit/index.ts'
import { readSettingRows, writeSettings } from './settings.queries.ts'

export type Settings = {
  ui_timezone: string
  base_url: string
  receive_address: string
  sandbox_banner: boolean
  history_after_days: number
  raw_mail_retention_days: number
  import_automatically: boolean
  import_interval_minutes: number
  import_batch_size: number
  /** How long after its window a run may come before it counts as missed, unless its job or customer has a value of its own. */
  missed_grace_minutes: number
}

/** What holds until somebody changes it. */
const DEFAULTS: Settings = {
  ui_timezone: 'Europe/Amsterdam',
  base_url: '',
  receive_address: '',
  sandbox_banner: false,
  history_after_days: 7,
  raw_mail_retention_days: 90,
  import_automatically: false,
  import_interval_minutes: 15,
  import_batch_size: 100,
  missed_grace_minutes: 120,
}

/** All settings, defaults where nothing was set; a stored value of the wrong kind counts as not set. */
export async function readSettings({ db }: Pick<World, 'db'>): Promise<Settings> {
  const stored = new Map((await readSettingRows(db)).map((row) => [row.key, row.value]))
  const settings: Settings = { ...DEFAULTS }
  for (const key of Object.keys(DEFAULTS) as (keyof Settings)[]) {
    const value = stored.get(key)
    if (typeof value === typeof DEFAULTS[key]) Object.assign(settings, { [key]: value })
  }
  return settings
}

/** Changes the given settings and logs which ones changed; refuses a time zone that does not exist. */
export async function changeSettings(
  world: Pick<World, 'db' | 'clock'>,
  actor: Actor,
  changes: Partial<Settings>,
): Promise<Settings> {
  if (changes.ui_timezone !== undefined && !isTimeZone(changes.ui_timezone)) {
    throw new Refusal(
      'unknown_time_zone',
      `"${changes.ui_timezone}" is not a known time zone; use a name such as Europe/Amsterdam.`,
      { status: 422 },
    )
  }
  if (changes.receive_address && !/^[^@+\s]+@[^@+\s]+$/.test(changes.receive_address)) {
    throw new Refusal(
      'bad_receive_address',
      'The receive address must be a plain mail address without a plus-tag, such as reports@msp.example.',
      { status: 422 },
    )
  }
  await world.db.transaction().execute(async (tx) => {
    await writeSettings(tx, changes, { userId: actor.userId, at: world.clock() })
    await recordAudit(
      tx,
      world.clock(),
      actor,
      'settings changed',
      `Changed ${Object.keys(changes).join(', ')}`,
      changes,
    )
  })
  return readSettings(world)
}
