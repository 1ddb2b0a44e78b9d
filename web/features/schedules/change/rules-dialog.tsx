import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { countOf } from '../../../lib/amounts.ts'
import { minutesInWords } from '../../../lib/instants.ts'
import { problemOf } from '../../../lib/problem.ts'
import { useSession } from '../../../lib/session.tsx'
import { Callout } from '../../../ui/callout.tsx'
import type { JobSchedule } from '../schedule.ts'
import { type Choice, RuleField } from './rule-field.tsx'
import { GraceInput, ZoneSelect } from './rule-inputs.tsx'
import { ownRulesOf, type ScheduleChanges } from './use-schedule-changes.ts'

interface RulesDialogProps {
  jobs: number
  known: JobSchedule | undefined
  changes: ScheduleChanges
  onClose: () => void
}

/** Grace, time zone and "no run for N days" of some jobs; each stays, goes back to what holds for all, or gets its own value. */
export function RulesDialog({ jobs, known, changes, onClose }: RulesDialogProps) {
  const session = useSession()
  const own = known && ownRulesOf(known)
  const [grace, setGrace] = useState(() => choiceOf(own?.graceMinutes))
  const [zone, setZone] = useState(() => choiceOf(own?.timeZone))
  const [days, setDays] = useState(() => choiceOf(own?.irregularAfterDays))
  const [graceMinutes, setGraceMinutes] = useState(known?.grace.minutes ?? 120)
  const [timeZone, setTimeZone] = useState(known?.zone.name ?? session.timeZone)
  const [afterDays, setAfterDays] = useState(own?.irregularAfterDays ?? 7)
  const bulk = !known
  const save = () =>
    changes.rules(
      {
        graceMinutes: asked(grace, graceMinutes),
        timeZone: asked(zone, timeZone),
        irregularAfterDays: asked(days, afterDays),
      },
      onClose,
    )
  return (
    <Modal opened onClose={onClose} title="Grace, time zone, longest silence" centered size="lg">
      <Stack gap="lg">
        {changes.error ? <Callout tone="danger">{problemOf(changes.error).detail}</Callout> : null}
        {bulk && (
          <Text size="sm" c="dimmed">
            For {countOf(jobs, 'job')}.
          </Text>
        )}
        <RuleField
          label="Grace"
          description="How long after its window a run may still come before it counts as missed; at most half the gap to the next slot."
          bulk={bulk}
          choice={grace}
          onChoose={setGrace}
          inherited={
            known && known.grace.from !== 'job'
              ? `As for the customer or in the settings: ${minutesInWords(known.grace.minutes)}`
              : 'As for the customer or in the settings'
          }
        >
          <GraceInput label="Grace" value={graceMinutes} onChange={setGraceMinutes} />
        </RuleField>
        <RuleField
          label="Time zone"
          description="By whose clock the job keeps its times, over summer and winter time."
          bulk={bulk}
          choice={zone}
          onChoose={setZone}
          inherited={
            known && known.zone.from !== 'job'
              ? `As for the customer or in the settings: ${known.zone.name}`
              : 'As for the customer or in the settings'
          }
        >
          <ZoneSelect label="Time zone" value={timeZone} onChange={setTimeZone} />
        </RuleField>
        <RuleField
          label="Longest silence"
          description="For jobs without days and times: a missed run after so many days without any run."
          bulk={bulk}
          choice={days}
          onChoose={setDays}
          inherited="As the reports say"
        >
          <NumberInput
            aria-label="Days without a run"
            w={140}
            min={1}
            max={400}
            clampBehavior="strict"
            allowDecimal={false}
            suffix=" days"
            value={afterDays}
            onChange={(value) => setAfterDays(Number(value) || 1)}
          />
        </RuleField>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={changes.busy}
            disabled={[grace, zone, days].every((choice) => choice === 'keep')}
            onClick={save}
          >
            Save
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** Undefined: several jobs, of which nothing is known. */
function choiceOf(own: number | string | null | undefined): Choice {
  if (own === undefined) return 'keep'
  return own === null ? 'inherit' : 'own'
}

function asked<T>(choice: Choice, own: T): T | null | undefined {
  if (choice === 'keep') return undefined
  return choice === 'inherit' ? null : own
}
