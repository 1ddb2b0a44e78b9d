import { Button, Modal, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { contract } from '../../../contract/contract.ts'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { useMay, useSession } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Facts } from '../../ui/facts.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { useFocusOnArrival, WaitingForm } from '../../ui/late-form.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { criteriaInWords, KIND_WORDS, kindOfJobs, type Override, type Scope } from './override.ts'
import { Comment, RuleFields } from './rule-fields.tsx'
import { RuleLayout } from './rule-layout.tsx'
import { RulePreview } from './rule-preview.tsx'
import { type RuleValues, toRequest, valuesOf } from './rule-values.ts'
import { useOverrideChanges } from './use-override-changes.ts'

/** One override: what it is, and for who may, its fields and its end. */
export function EditOverrideDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const override = useQuery(api.overrides.get.queryOptions({ input: { id } }))
  const mayEdit = useMay(contract.overrides.update)
  return (
    <Modal opened onClose={onClose} title="Override" size="980px" centered>
      {override.isError ? (
        <ProblemPanel error={override.error} onRetry={() => void override.refetch()} />
      ) : !override.data ? (
        <WaitingForm />
      ) : mayEdit ? (
        <EditForm override={override.data} onClose={onClose} />
      ) : (
        <About override={override.data} />
      )}
    </Modal>
  )
}

function EditForm({ override, onClose }: { override: Override; onClose: () => void }) {
  const { timeZone } = useSession()
  const arrived = useFocusOnArrival()
  const mayRemove = useMay(contract.overrides.remove)
  const form = useForm<RuleValues>({ initialValues: valuesOf(override, timeZone) })
  const changes = useOverrideChanges()
  const isOneRun = override.kind === 'run'
  const rule = isOneRun
    ? { ...override, comment: form.values.comment }
    : { ...toRequest(form.values, timeZone), validFrom: fromOf(form.values, override, timeZone) }
  const save = form.onSubmit(() =>
    changes.update.mutate(
      { ...rule, id: override.id },
      {
        onSuccess: (done) => {
          changes.changedRule(done)
          onClose()
        },
      },
    ),
  )
  const scope = scopeOf(override)
  return (
    <form ref={arrived} onSubmit={save} noValidate>
      <RuleLayout
        preview={scope && <RulePreview asked={{ ...rule, scope, replaces: override.id }} />}
        buttons={
          <>
            {mayRemove ? (
              <Button
                data-first
                variant="default"
                leftSection={<IconTrash size={16} />}
                loading={changes.isRemoving}
                onClick={() => {
                  changes.remove(override)
                  onClose()
                }}
              >
                Remove
              </Button>
            ) : (
              <Text data-first size="xs" c="dimmed">
                An administrator can remove it; you can let it end.
              </Text>
            )}
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={changes.update.isPending}>
              Save
            </Button>
          </>
        }
      >
        {changes.update.isError && <Callout tone="danger">{problemOf(changes.update.error).detail}</Callout>}
        <About override={override} withoutCriteria />
        {isOneRun ? <Comment form={form} /> : <RuleFields form={form} />}
      </RuleLayout>
    </form>
  )
}

function About({ override, withoutCriteria = false }: { override: Override; withoutCriteria?: boolean }) {
  const { kind, job, object, run } = override
  return (
    <Facts
      items={[
        ['For', KIND_WORDS[kind]],
        [
          'Job',
          job && (
            <InlineLink>
              <Link to="/jobs/$jobId" params={{ jobId: String(job.id) }} search={run ? { run: run.id } : {}}>
                {job.customer.name} — {job.name}
              </Link>
            </InlineLink>
          ),
        ],
        ['Run', run && <Instant at={run.runAt} />],
        ['Object', object?.name],
        ['Jobs of', kind === 'global' && kindOfJobs(override)],
        ['When', !withoutCriteria && kind !== 'run' && criteriaInWords(override)],
        ['Until', !withoutCriteria && override.validUntil && <Instant at={override.validUntil} />],
        ['Comment', !withoutCriteria && override.comment],
        [
          'Made',
          <span key="made">
            <Instant at={override.createdAt} /> by {override.createdBy}
          </span>,
        ],
        ['Matched', `${countOf(override.matchedRuns, 'run')}${override.matchedIsExact ? '' : ' and more'}`],
      ]}
    />
  )
}

/** Seconds that the field does not show are kept as long as nobody touches it. */
function fromOf({ from }: RuleValues, override: Override, timeZone: string): string | undefined {
  return from === valuesOf(override, timeZone).from
    ? override.validFrom
    : toRequest({ ...valuesOf(override, timeZone), from }, timeZone).validFrom
}

function scopeOf({ kind, job, object, software, type }: Override): Scope | null {
  switch (kind) {
    case 'run':
      return null
    case 'job':
      return job && { kind, jobId: job.id }
    case 'object':
      return job && object && { kind, jobId: job.id, objectId: object.id }
    case 'global':
      return { kind, software, type }
  }
}
