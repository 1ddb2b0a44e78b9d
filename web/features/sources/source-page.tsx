import { Skeleton } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { api } from '../../lib/api.ts'
import { usePolling } from '../../lib/live.tsx'
import { problemOf } from '../../lib/problem.ts'
import { InlineLink } from '../../ui/inline-link.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { refusedProblems } from './draft-problems.ts'
import { KINDS } from './kinds.ts'
import { type Draft, draftOf, isStarting, type Source, type StoredSecrets } from './source.ts'
import { SourceForm } from './source-form.tsx'
import classes from './source-page.module.css'
import { SourceSide } from './source-side.tsx'
import { SourceState } from './source-state.tsx'
import { SourceSwitch } from './source-switch.tsx'
import { useSourceForm } from './use-source-form.ts'

/** One source: how it is doing, what is set about it, and reading it now. */
export function SourcePage({ id, onRemoved }: { id: number; onRemoved: () => void }) {
  const every = usePolling(3_000)
  const found = useQuery(
    api.sources.get.queryOptions({
      input: { id },
      refetchInterval: ({ state }) => (state.data && isStarting(state.data) ? 2_000 : every),
    }),
  )
  const incidents = useQuery(api.incidents.open.queryOptions({ refetchInterval: usePolling(15_000) }))
  const incident = incidents.data?.find(({ source }) => source.id === id)
  const source = found.data
  const editable = useMemo(() => source && draftOf(source), [source])
  if (found.isError && !source)
    return <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />
  const kind = editable?.draft.connection.kind
  return (
    <>
      <PageHeader
        title={source?.name ?? 'Source'}
        eyebrow={
          <InlineLink>
            <Link to="/settings/sources">Mail sources</Link>
          </InlineLink>
        }
        lead={
          source && (
            <>
              {kind && `${KINDS[kind].label} · `}
              <SourceState source={source} incident={incident && 'Not working'} />
            </>
          )
        }
        actions={source && editable && <SourceSwitch source={source} onRemoved={onRemoved} />}
      />
      {!source && <Skeleton height={420} radius="lg" />}
      {source && !editable && <BuiltIn name={source.name} />}
      {source && editable && (
        <EditSource
          key={id}
          source={source}
          initial={editable.draft}
          stored={editable.stored}
          incident={incident}
        />
      )}
    </>
  )
}

interface EditSourceProps {
  source: Source
  initial: Draft
  stored: StoredSecrets
  incident: Parameters<typeof SourceSide>[0]['incident']
}

function EditSource({ source, initial, stored, incident }: EditSourceProps) {
  const form = useSourceForm(initial, stored)
  const [refusal, setRefusal] = useState<string | null>(null)
  const update = useMutation(
    api.sources.update.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: () => {
        form.markKept()
        notifyDone('Source saved')
      },
      onError: (error) => {
        const problem = problemOf(error)
        form.refuse(refusedProblems(problem))
        setRefusal(problem.detail)
      },
    }),
  )
  return (
    <div className={classes.columns}>
      <SourceForm
        form={form}
        stored={stored}
        sourceId={source.id}
        isSaving={update.isPending}
        refusal={refusal}
        onSave={() => {
          setRefusal(null)
          update.mutate({ id: source.id, ...form.draft })
        }}
      />
      <SourceSide source={source} incident={incident} isDirty={form.isDirty} />
    </div>
  )
}

function BuiltIn({ name }: { name: string }) {
  return <p>“{name}” is built in; there is nothing to set about it.</p>
}
