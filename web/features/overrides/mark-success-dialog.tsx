import { Button, Modal, Radio, Select, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconShieldCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { localIn } from '../../lib/local-time.ts'
import { problemOf } from '../../lib/problem.ts'
import { useSession } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { useFocusOnArrival, WaitingForm } from '../../ui/late-form.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import type { MarkedRun, Scope } from './override.ts'
import { Comment, RuleFields } from './rule-fields.tsx'
import { RuleLayout } from './rule-layout.tsx'
import { RulePreview } from './rule-preview.tsx'
import { EMPTY_RULE, expiryChoices, type RuleValues, textsOf, toRequest } from './rule-values.ts'
import { useOverrideChanges } from './use-override-changes.ts'

interface MarkSuccessDialogProps {
  runId: number
  onClose: () => void
}

type Reach = 'run' | 'object' | 'job' | 'type' | 'software'

/** Makes a success of a run that needs nothing done: for this once, or by a rule for what comes after it. */
export function MarkSuccessDialog({ runId, onClose }: MarkSuccessDialogProps) {
  const run = useQuery(api.runs.get.queryOptions({ input: { id: runId } }))
  return (
    <Modal opened onClose={onClose} title="Mark as success" size="980px" centered>
      {run.isError ? (
        <ProblemPanel error={run.error} onRetry={() => void run.refetch()} />
      ) : run.data ? (
        <MarkSuccessForm run={run.data} onClose={onClose} />
      ) : (
        <WaitingForm />
      )}
    </Modal>
  )
}

function MarkSuccessForm({ run, onClose }: { run: MarkedRun; onClose: () => void }) {
  const { timeZone } = useSession()
  const arrived = useFocusOnArrival()
  const troubled = run.objects.filter(({ status }) => status !== 'success')
  const [reach, setReach] = useState<Reach>('run')
  const [objectId, setObjectId] = useState(troubled[0]?.id ?? null)
  const texts = textsOf(run)
  const form = useForm<RuleValues>({
    initialValues: {
      ...EMPTY_RULE,
      text: texts[0] ?? '',
      from: localIn(timeZone, Date.parse(run.runAt)),
      until: expiryChoices(timeZone, Date.now()).find(({ label }) => label === '30 days')?.until ?? '',
    },
  })
  const { create, createdRule } = useOverrideChanges()
  const scope = scopeOf(reach, run, objectId)
  const asked = scope && { ...toRequest(form.values, timeZone), scope, ofRunId: run.id }
  const save = form.onSubmit(() => {
    if (asked)
      create.mutate(asked, {
        onSuccess: (done) => {
          createdRule(done)
          onClose()
        },
      })
  })
  const pickObject = (id: number | null) => {
    setObjectId(id)
    const message = troubled.find((object) => object.id === id)?.message?.split('\n')[0]
    if (message) form.setFieldValue('text', message)
  }
  const { job } = run
  return (
    <form ref={arrived} onSubmit={save} noValidate>
      <RuleLayout
        preview={<RulePreview asked={asked} oneRun={reach === 'run'} />}
        buttons={
          <>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              leftSection={<IconShieldCheck size={16} />}
              loading={create.isPending}
              disabled={scope === null}
            >
              {reach === 'run' || form.values.treatAsSuccess ? 'Mark as success' : 'Flag these runs'}
            </Button>
          </>
        }
      >
        {create.isError && <Callout tone="danger">{problemOf(create.error).detail}</Callout>}
        <Text size="sm" c="dimmed">
          What was reported is kept, and the run still wants to be reviewed.
        </Text>
        <Radio.Group label="For" value={reach} onChange={(value) => setReach(value as Reach)}>
          <Stack gap={6} mt={6}>
            <Radio value="run" label="This run only" data-autofocus />
            {troubled.length > 0 && <Radio value="object" label="One object of this job, from this run on" />}
            <Radio value="job" label={`This job, from this run on: ${job.name}`} />
            <Radio value="type" label={`All customers: ${job.software} · ${job.type}`} />
            <Radio value="software" label={`All customers: everything of ${job.software}`} />
          </Stack>
        </Radio.Group>
        {reach === 'object' && (
          <Select
            label="Object"
            searchable
            allowDeselect={false}
            data={troubled.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={objectId === null ? null : String(objectId)}
            onChange={(value) => pickObject(value === null ? null : Number(value))}
          />
        )}
        {reach === 'run' ? <Comment form={form} /> : <RuleFields form={form} texts={texts} />}
      </RuleLayout>
    </form>
  )
}

function scopeOf(reach: Reach, run: MarkedRun, objectId: number | null): Scope | null {
  const { id: jobId, software, type } = run.job
  switch (reach) {
    case 'run':
      return { kind: 'run', runId: run.id }
    case 'object':
      return objectId === null ? null : { kind: 'object', jobId, objectId }
    case 'job':
      return { kind: 'job', jobId }
    case 'type':
      return { kind: 'global', software, type }
    case 'software':
      return { kind: 'global', software, type: null }
  }
}
