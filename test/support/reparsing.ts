import type { RuleDraft } from '../../contract/parser-rule.ts'
import { saveRule } from '../../src/features/parser-rules/index.ts'
import { applyPreview, previewById, startPreview } from '../../src/features/reparse/previews.ts'
import type { Scope } from '../../src/features/reparse/scope.ts'
import { workOnPreview } from '../../src/features/reparse/work.ts'
import { ANNA } from './cast.ts'
import type { TestWorld } from './world.ts'

/** Saves a rule (or its next version) behind all built-in parsers, unless a place is given. */
export async function useRule(
  world: TestWorld,
  rule: RuleDraft,
  before: string | null = null,
): Promise<void> {
  await world.db.transaction().execute((tx) => saveRule(tx, ANNA, { rule, before, at: world.clock() }))
}

/** A preview of a scope, read to its end. */
export async function preview(world: TestWorld, scope: Scope) {
  const id = await startPreview(world, ANNA, scope)
  await workOnPreview(world, id)
  return previewById(world, id)
}

/** Applies a preview to its end. */
export async function apply(world: TestWorld, id: number) {
  await applyPreview(world, ANNA, id)
  await workOnPreview(world, id)
  return previewById(world, id)
}
