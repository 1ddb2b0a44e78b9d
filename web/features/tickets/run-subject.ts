import type { z } from 'zod'
import type { runSchema } from '../../../contract/run-checks.ts'
import { fullInstant } from '../../lib/instants.ts'
import type { AlertSubject } from './subject.ts'

export type Run = z.infer<typeof runSchema>

const OBJECTS_NAMED = 15

/** A run as the subject of a ticket or remark; its description names the problems only, never what went well. */
export function subjectOfRun(run: Run, timeZone: string): AlertSubject {
  const { id, job, objects } = run
  return {
    title: `${job.customer.name} — ${job.name}`,
    runIds: [id],
    jobIds: [job.id],
    objects: objects.map((object) => ({ id: object.id, name: object.name, isProblem: isProblem(object) })),
    template: templateOf(run, timeZone),
  }
}

function templateOf({ job, runAt, effectiveStatus, statusText, objects }: Run, timeZone: string): string {
  const problems = objects.filter(isProblem)
  const lines = [
    `${job.customer.name} — ${job.name} (${[job.software, job.type, job.host].filter(Boolean).join(', ')})`,
    `${effectiveStatus[0]?.toUpperCase()}${effectiveStatus.slice(1)}, ${fullInstant(runAt, timeZone)}`,
    statusText,
    ...problems
      .slice(0, OBJECTS_NAMED)
      .map(({ name, status, message }) => `- ${name}: ${[status, message].filter(Boolean).join(', ')}`),
    problems.length > OBJECTS_NAMED && `… and ${problems.length - OBJECTS_NAMED} more`,
  ]
  return lines.filter(Boolean).join('\n')
}

function isProblem({ status }: Run['objects'][number]): boolean {
  return status !== 'success'
}
