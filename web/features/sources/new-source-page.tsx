import { Skeleton, Stack } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { InlineLink } from '../../ui/inline-link.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { refusedProblems } from './draft-problems.ts'
import { KINDS } from './kinds.ts'
import { type Connection, type Draft, NOTHING_STORED, type SourceKind } from './source.ts'
import { SourceForm } from './source-form.tsx'
import { useSourceForm } from './use-source-form.ts'

interface NewSourcePageProps {
  kind: SourceKind
  onCreated: (id: number) => void
}

/** A new source of a kind, beginning with what the settings say about imports. */
export function NewSourcePage({ kind, onCreated }: NewSourcePageProps) {
  const general = useQuery(api.settings.general.queryOptions())
  return (
    <>
      <PageHeader
        title={`New: ${KINDS[kind].label}`}
        eyebrow={
          <InlineLink>
            <Link to="/settings/sources">Mail sources</Link>
          </InlineLink>
        }
        lead={KINDS[kind].offer}
      />
      {general.isError && <ProblemPanel error={general.error} onRetry={() => void general.refetch()} />}
      {general.isPending && (
        <Stack>
          <Skeleton height={320} radius="lg" />
          <Skeleton height={160} radius="lg" />
        </Stack>
      )}
      {general.data && (
        <NewSource
          initial={{
            name: KINDS[kind].name,
            autoImport: general.data.importAutomatically,
            intervalMinutes: general.data.importIntervalMinutes,
            batchSize: general.data.importBatchSize,
            trustedAuthenticationServer: null,
            connection: blankConnection(kind),
          }}
          onCreated={onCreated}
        />
      )}
    </>
  )
}

function NewSource({ initial, onCreated }: { initial: Draft; onCreated: (id: number) => void }) {
  const form = useSourceForm(initial, NOTHING_STORED)
  const [refusal, setRefusal] = useState<string | null>(null)
  const create = useMutation(
    api.sources.create.mutationOptions({
      meta: { showsOwnErrors: true },
      onSuccess: ({ id, name }) => {
        notifyDone(`Source “${name}” added`)
        onCreated(id)
      },
      onError: (error) => {
        const problem = problemOf(error)
        form.refuse(refusedProblems(problem))
        setRefusal(problem.detail)
      },
    }),
  )
  return (
    <SourceForm
      form={form}
      stored={NOTHING_STORED}
      isSaving={create.isPending || create.isSuccess}
      refusal={refusal}
      onSave={() => {
        setRefusal(null)
        create.mutate(form.draft)
      }}
    />
  )
}

function blankConnection(kind: SourceKind): Connection {
  switch (kind) {
    case 'graph':
      return { kind, settings: KINDS.graph.blank }
    case 'imap':
      return { kind, settings: KINDS.imap.blank }
    case 'smtp':
      return { kind, settings: KINDS.smtp.blank }
  }
}
