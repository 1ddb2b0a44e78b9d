import { Text } from '@mantine/core'
import { bytes } from '../../lib/amounts.ts'
import { Facts } from '../../ui/facts.tsx'
import { ObjectsTable } from '../../ui/objects-table.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { RuleResult } from './rule-words.ts'
import classes from './trial-result.module.css'
import type { EditedRule } from './use-rule.ts'

/** What the rule makes of the mail, right now. */
export function TrialResult({
  edited: { trial, problems },
  hasMail,
}: {
  edited: EditedRule
  hasMail: boolean
}) {
  if (!hasMail) return null
  const { data } = trial
  return (
    <section className={classes.root} aria-label="What the rule reads" data-stale={trial.isPlaceholderData}>
      {data?.result ? (
        <Read result={data.result} />
      ) : (
        <Text size="sm" c="dimmed" role="status">
          {data ? whyNothing(data.conditions, problems.size) : 'Reading…'}
        </Text>
      )}
    </section>
  )
}

function Read({ result }: { result: NonNullable<RuleResult> }) {
  return (
    <>
      <div className={classes.head} role="status">
        <StatusBadge status={result.status} size="lg" />
        <span className={classes.job}>{result.jobName}</span>
        <Text size="sm" c="dimmed">
          {[result.software, result.type, result.host].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <Facts
        items={[
          ['Status text', result.statusText],
          ['Message', result.remark],
          ['Start', result.startedAt?.replace('T', ' ')],
          ['End', result.endedAt?.replace('T', ' ')],
          ['Size', result.totalBytes === null ? null : bytes(result.totalBytes)],
        ]}
      />
      <ObjectsTable objects={result.objects} />
    </>
  )
}

function whyNothing(conditions: readonly boolean[], problems: number): string {
  if (problems > 0) return 'Something in the rule cannot be used yet; see the fields in red.'
  const failing = conditions.filter((holds) => !holds).length
  if (failing > 0) return `The rule does not take this mail: ${failing} of its conditions do not hold.`
  return 'The rule takes this mail but finds no job name in it.'
}
