import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { z } from 'zod'
import type { inboxContract } from '../../../contract/inbox.ts'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'

type UploadResult = z.infer<NonNullable<(typeof inboxContract.upload)['~orpc']['outputSchema']>>

export interface Upload {
  key: string
  name: string
  state: 'waiting' | 'sending' | 'done' | 'failed'
  result?: UploadResult
  error?: string
}

export interface Uploads {
  items: readonly Upload[]
  running: boolean
  add: (files: readonly File[]) => void
  clear: () => void
}

let filesSoFar = 0
const READABLE = /\.(eml|mbox|zip)$/i

/** Sends files one after the other, so that one that fails holds up none behind it. */
export function useUploads(): Uploads {
  const [items, setItems] = useState<readonly Upload[]>([])
  const queue = useRef<{ key: string; file: File }[]>([])
  const busy = useRef(false)
  const queryClient = useQueryClient()

  const change = (key: string, patch: Partial<Upload>) =>
    setItems((before) => before.map((item) => (item.key === key ? { ...item, ...patch } : item)))

  const work = async () => {
    if (busy.current) return
    busy.current = true
    for (let next = queue.current.shift(); next; next = queue.current.shift()) {
      const { key, file } = next
      change(key, { state: 'sending' })
      await api.inbox.upload.call({ file }).then(
        (result) => change(key, { state: 'done', result }),
        (error: unknown) => change(key, { state: 'failed', error: problemOf(error).detail }),
      )
    }
    busy.current = false
    await queryClient.invalidateQueries()
  }

  const add = (files: readonly File[]) => {
    const added = files.map((file) => ({ key: `upload-${filesSoFar++}`, file }))
    const readable = added.filter(({ file }) => READABLE.test(file.name))
    setItems((before) => [
      ...before,
      ...added.map(
        ({ key, file }): Upload =>
          READABLE.test(file.name)
            ? { key, name: file.name, state: 'waiting' }
            : {
                key,
                name: file.name,
                state: 'failed',
                error: 'Only .eml, .mbox and .zip files can be read.',
              },
      ),
    ])
    queue.current.push(...readable)
    void work()
  }

  const running = items.some(({ state }) => state === 'waiting' || state === 'sending')
  return { items, running, add, clear: () => setItems([]) }
}
