import type { z } from 'zod'
import type { overridePreviewSchema, overrideSchema } from '../../../contract/overrides.ts'
import type { runSchema } from '../../../contract/run-checks.ts'
import type { api } from '../../lib/api.ts'

export type Override = z.infer<typeof overrideSchema>
export type OverridePreview = z.infer<typeof overridePreviewSchema>
export type MarkedRun = z.infer<typeof runSchema>
export type Scope = Parameters<typeof api.overrides.create.call>[0]['scope']

export const KIND_WORDS = { run: 'One run', job: 'Job', object: 'Object', global: 'All customers' } as const
const STATUS_WORDS = { success: 'Success', warning: 'Warning', failed: 'Failed' } as const

/** What a rule compares with, in one line: "Failed, text contains “disk full”". */
export function criteriaInWords({ status, text, mode }: Pick<Override, 'status' | 'text' | 'mode'>): string {
  const what = status ? STATUS_WORDS[status] : 'Any status'
  if (text === '') return `${what}, any text`
  const how = mode === 'exact' ? 'text is exactly' : mode === 'contains' ? 'text contains' : `text ${mode}`
  return `${what}, ${how} “${text}”`
}

/** A software and type of all customers: "Veeam · Backup Job". */
export function kindOfJobs({ software, type }: Pick<Override, 'software' | 'type'>): string {
  return [software, type].filter(Boolean).join(' · ')
}
