import type { World } from '../../app/world.ts'
import { readSettings } from '../settings/index.ts'
import { alertFacts } from './list-alerts.ts'
import { readAlertsOfJob, readAlertsOfRun, type ShownAlertRow } from './shown-alerts.queries.ts'

/** Tickets and remarks beside a run: its links, and open scopes that are active by the run's local day; each once. */
export async function alertsOfRun({ db }: Pick<World, 'db'>, runId: number) {
  const { ui_timezone } = await readSettings({ db })
  return {
    tickets: (await readAlertsOfRun(db, 'ticket', runId, ui_timezone)).map(described),
    remarks: (await readAlertsOfRun(db, 'remark', runId, ui_timezone)).map(described),
  }
}

/** Tickets and remarks of a job: links of its newest runs whatever became of them, and open scopes; each once. */
export async function alertsOfJob({ db }: Pick<World, 'db'>, jobId: number) {
  return {
    tickets: (await readAlertsOfJob(db, 'ticket', jobId)).map(described),
    remarks: (await readAlertsOfJob(db, 'remark', jobId)).map(described),
  }
}

function described(row: ShownAlertRow) {
  return {
    ...alertFacts(row),
    linked: row.linked,
    scopes: row.scopes.map((scope) => ({
      id: scope.id,
      kind: scope.kind,
      targetId: scope.target_id,
      name: scope.name,
      customer: { id: scope.customer_id, name: scope.customer_name },
    })),
  }
}
