import { type Status, worstStatus } from '../../domain/status.ts'

/** What is said about an outcome, and what that means. */
export type Verdict = { status: Status; statusText: string }

/** The worst of what was said, in the words of the first that said so; null when nothing was. */
export function worstOf(said: readonly Verdict[]): Verdict | null {
  const worst = worstStatus(said.map((each) => each.status))
  return said.find((each) => each.status === worst) ?? null
}

/** A text with the first mention of each name cut out: a job may be named after an outcome. */
export function withoutNames(text: string, ...names: readonly (string | null)[]): string {
  return names.reduce<string>((rest, name) => (name ? rest.replace(name, () => ' - ') : rest), text)
}
