import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { type RuleDraft, ruleDraftSchema } from '../../../contract/parser-rule.ts'
import { api } from '../../lib/api.ts'
import type { ChangeRule, FieldProblems } from './rule-words.ts'

const TYPING_PAUSE_MS = 250

/** A rule while it is edited, and what it makes of the message beside it as soon as the typing pauses. */
export function useRule(initial: { rule: RuleDraft; before: string | null }, messageId: number | null) {
  const [rule, setRule] = useState(initial.rule)
  const [before, setBefore] = useState(initial.before)
  const [kept, setKept] = useState(initial)
  const change: ChangeRule = (patch) => setRule((present) => ({ ...present, ...patch }))

  const checked = useMemo(() => ruleDraftSchema.safeParse(rule), [rule])
  const [asked] = useDebouncedValue(checked.success ? { rule: checked.data, before } : null, TYPING_PAUSE_MS)
  const trial = useQuery({
    ...api.parserRules.try.queryOptions({
      input: { messageId: messageId ?? 0, rule: asked?.rule ?? initial.rule, before: asked?.before ?? null },
    }),
    enabled: messageId !== null && asked !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const problems: FieldProblems = useMemo(() => {
    const own = checked.success
      ? []
      : checked.error.issues.map((issue) => [issue.path.join('.'), issue.message] as const)
    const found = trial.data?.problems.map(({ place, problem }) => [place, problem] as const) ?? []
    return new Map([...own, ...found].reverse())
  }, [checked, trial.data])
  return {
    rule,
    before,
    change,
    setBefore,
    isValid: checked.success && problems.size === 0,
    isDirty: JSON.stringify({ rule, before }) !== JSON.stringify(kept),
    /** The rule as it stands now is the one that is kept. */
    markKept: () => setKept({ rule, before }),
    problems,
    trial,
  }
}

export type EditedRule = ReturnType<typeof useRule>
