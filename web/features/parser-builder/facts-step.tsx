import { bytes } from '../../lib/amounts.ts'
import { FactRow } from './fact-row.tsx'
import classes from './facts-step.module.css'
import type { FACTS, Fact, RuleResult, TextWay } from './rule-words.ts'
import { Step } from './step.tsx'
import type { EditedRule } from './use-rule.ts'

interface FactsStepProps {
  edited: EditedRule
  /** Further ways to read what was marked for a fact. */
  otherWays: Partial<Record<Fact, TextWay[]>>
  facts: typeof FACTS
}

/** Where the facts of the report stand, each with what it reads right now. */
export function FactsStep({ edited, otherWays, facts }: FactsStepProps) {
  const { rule, change, problems, trial } = edited
  return (
    <Step number={3} title="Facts" lead="Mark them in the mail, or say by hand where they stand.">
      <div className={classes.rows}>
        {facts.map(({ fact, label, needed, hint }) => (
          <FactRow
            key={fact}
            fact={fact}
            label={label}
            needed={needed}
            hint={hint}
            way={rule[fact]}
            otherWays={otherWays[fact] ?? []}
            reads={trial.data?.result ? readOf(trial.data.result, fact) : null}
            problems={problems}
            onChange={(way) => change({ [fact]: way })}
          />
        ))}
      </div>
    </Step>
  )
}

function readOf(result: NonNullable<RuleResult>, fact: Fact): string | null {
  switch (fact) {
    case 'jobName':
      return result.jobName
    case 'host':
      return result.host
    case 'status':
      return result.statusText
    case 'message':
      return result.remark
    case 'startedAt':
      return result.startedAt?.replace('T', ' ') ?? null
    case 'endedAt':
      return result.endedAt?.replace('T', ' ') ?? null
    case 'totalBytes':
      return result.totalBytes === null ? null : bytes(result.totalBytes)
  }
}
