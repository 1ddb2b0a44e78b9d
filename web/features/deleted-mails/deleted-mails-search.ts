import type { z } from 'zod'
import type { deletedMailSchema } from '../../../contract/deleted-mails.ts'

/** What the URL of the deleted mails says. */
export interface DeletedMailsSearch {
  q?: string | undefined
  after?: string | undefined
}

export type DeletedMail = z.infer<typeof deletedMailSchema>

export const DELETED_PAGE = 50
