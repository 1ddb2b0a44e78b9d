import { Button, Group, Modal, Radio, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState } from 'react'
import { localIn } from '../../lib/local-time.ts'
import { problemOf } from '../../lib/problem.ts'
import { useSession } from '../../lib/session.tsx'
import { JobPicker, type PickedJob } from '../../pickers/job-picker.tsx'
import { Callout } from '../../ui/callout.tsx'
import type { Scope } from './override.ts'
import { RuleFields } from './rule-fields.tsx'
import { RuleLayout } from './rule-layout.tsx'
import { RulePreview } from './rule-preview.tsx'
import { EMPTY_RULE, expiryChoices, type RuleValues, toRequest } from './rule-values.ts'
import { useOverrideChanges } from './use-override-changes.ts'

/** A rule that is made without a run at hand: for a job, or for a software or type of all customers. */
export function NewOverrideDialog({ onClose }: { onClose: () => void }) {
  const { timeZone } = useSession()
  const [reach, setReach] = useState<'job' | 'global'>('job')
  const [job, setJob] = useState<PickedJob | null>(null)
  const [software, setSoftware] = useState('')
  const [type, setType] = useState('')
  const form = useForm<RuleValues>({
    initialValues: {
      ...EMPTY_RULE,
      from: localIn(timeZone, Date.now()),
      until: expiryChoices(timeZone, Date.now()).find(({ label }) => label === '30 days')?.until ?? '',
    },
  })
  const { create, createdRule } = useOverrideChanges()
  const scope = reach === 'job' ? ofJob(job) : ofKind(software.trim(), type.trim())
  const asked = scope && { ...toRequest(form.values, timeZone), scope }
  const save = form.onSubmit(() => {
    if (asked)
      create.mutate(asked, {
        onSuccess: (done) => {
          createdRule(done)
          onClose()
        },
      })
  })
  return (
    <Modal opened onClose={onClose} title="New override" size="980px" centered>
      <form onSubmit={save} noValidate>
        <RuleLayout
          preview={
            asked ? (
              <RulePreview asked={asked} />
            ) : (
              <Text size="sm" c="dimmed">
                Choose a job or a product to see what the rule would match.
              </Text>
            )
          }
          buttons={
            <>
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={create.isPending} disabled={scope === null}>
                Create the override
              </Button>
            </>
          }
        >
          {create.isError && <Callout tone="danger">{problemOf(create.error).detail}</Callout>}
          <Radio.Group label="For" value={reach} onChange={(value) => setReach(value as 'job' | 'global')}>
            <Group gap="lg" mt={4}>
              <Radio value="job" label="One job" />
              <Radio value="global" label="A product, over all customers" />
            </Group>
          </Radio.Group>
          {reach === 'job' ? (
            <JobPicker label="Job" value={job} onChange={setJob} />
          ) : (
            <Group grow align="start">
              <TextInput
                label="Software"
                description="As the list of jobs has it"
                placeholder="Veeam"
                value={software}
                onChange={(event) => setSoftware(event.currentTarget.value)}
              />
              <TextInput
                label="Type"
                description="Blank: every type"
                placeholder="Backup Job"
                value={type}
                onChange={(event) => setType(event.currentTarget.value)}
              />
            </Group>
          )}
          <RuleFields form={form} />
        </RuleLayout>
      </form>
    </Modal>
  )
}

function ofJob(job: PickedJob | null): Scope | null {
  return job && { kind: 'job', jobId: job.id }
}

function ofKind(software: string, type: string): Scope | null {
  return software || type ? { kind: 'global', software: software || null, type: type || null } : null
}
