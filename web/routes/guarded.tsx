import { createElement, type ReactNode } from 'react'
import { useMay } from '../lib/session.tsx'
import { NotForThisRole } from '../ui/problem-panel.tsx'

/** A page that only those see who may call the route it lives from. */
export function guarded(needs: Parameters<typeof useMay>[0], Page: () => ReactNode): () => ReactNode {
  return function GuardedPage() {
    return useMay(needs) ? createElement(Page) : <NotForThisRole />
  }
}
