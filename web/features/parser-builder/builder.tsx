import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RuleDraft } from '../../../contract/parser-rule.ts'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { notifyDone, notifyProblem } from '../../ui/notify.tsx'
import classes from './builder.module.css'
import { ConditionsStep } from './conditions-step.tsx'
import { FactsStep } from './facts-step.tsx'
import { MailSide, type Marked } from './mail-side.tsx'
import { ObjectsStep } from './objects-step.tsx'
import { PlaceStep } from './place-step.tsx'
import { ProductStep } from './product-step.tsx'
import { RuleHistory } from './rule-history.tsx'
import { FACTS, type Fact, type RuleSample, type StoredRule, type TextWay } from './rule-words.ts'
import { SaveBar } from './save-bar.tsx'
import { StatusStep } from './status-step.tsx'
import { TrialResult } from './trial-result.tsx'
import { useRule } from './use-rule.ts'

interface BuilderProps {
  start: { rule: RuleDraft; before: string | null }
  /** The rule as it is kept; null for a new one. */
  stored: StoredRule | null
  /** The message beside the rule; null when it is not stored any more. */
  sample: RuleSample | null
  onSaved: (id: string) => void
}

/** The mail on the left, the rule on the right, and what the rule makes of the mail always in sight. */
export function Builder({ start, stored, sample, onSaved }: BuilderProps) {
  const edited = useRule(start, sample?.id ?? null)
  const { rule, change } = edited
  const [otherWays, setOtherWays] = useState<Partial<Record<Fact, TextWay[]>>>({})
  const queryClient = useQueryClient()

  const point = useMutation(api.parserRules.point.mutationOptions({ meta: { showsOwnErrors: true } }))
  const takeMarked = (marked: Marked, as: Fact | 'condition') => {
    if (as === 'condition') {
      const { part, text } = marked
      change({ conditions: [...rule.conditions, { part, how: 'contains', value: text.slice(0, 500) }] })
      return
    }
    const { part, start, end } = marked
    point.mutate(
      { messageId: sample?.id ?? 0, part, start, end },
      {
        onError: (error) => notifyProblem(problemOf(error)),
        onSuccess: ({ ways }) => {
          const [best] = ways
          if (!best) return notifyProblem({ detail: 'Mark a shorter piece of text, on one line.' })
          change({ [as]: best })
          setOtherWays((present) => ({ ...present, [as]: ways }))
        },
      },
    )
  }

  const save = useMutation(
    api.parserRules.save.mutationOptions({
      meta: { showsOwnErrors: true },
      onError: (error) => notifyProblem(problemOf(error)),
      onSuccess: ({ id, version, isNewVersion }) => {
        notifyDone(isNewVersion ? `Version ${version} saved` : 'Nothing had changed', rule.name)
        edited.markKept()
        void queryClient.invalidateQueries({ queryKey: api.parserRules.key() })
        void queryClient.invalidateQueries({ queryKey: api.parsers.key() })
        onSaved(id)
      },
    }),
  )

  return (
    <div className={classes.root}>
      <div className={classes.mail}>
        <TrialResult edited={edited} hasMail={sample !== null} />
        <MailSide sample={sample} result={edited.trial.data?.result ?? null} onUse={takeMarked} />
      </div>
      <div className={classes.rule}>
        <ProductStep edited={edited} isNew={stored === null} />
        <ConditionsStep edited={edited} />
        <FactsStep edited={edited} otherWays={otherWays} facts={FACTS} />
        <StatusStep edited={edited} />
        <ObjectsStep edited={edited} tables={sample?.tables ?? []} />
        <PlaceStep edited={edited} />
        <SaveBar
          edited={edited}
          stored={stored}
          isSaving={save.isPending}
          onSave={() => save.mutate({ rule, before: edited.before, sampleMessageId: sample?.id ?? null })}
        />
        {stored && <RuleHistory stored={stored} />}
      </div>
    </div>
  )
}
