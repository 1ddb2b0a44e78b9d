import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKey, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { confirmDanger } from '../../ui/confirm-danger.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { notifyDone } from '../../ui/notify.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { CreateToken } from './create-token.tsx'
import { NewTokenSecret } from './new-token-secret.tsx'
import { tokenColumns } from './token-columns.tsx'

/** The keys of machines that hand over reports. */
export function TokensPage() {
  const list = useQuery(api.tokens.list.queryOptions({ refetchInterval: 30_000 }))
  const general = useQuery(api.settings.general.queryOptions())
  const [creating, create] = useDisclosure(false)
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null)
  const { mutate: revoke } = useMutation(
    api.tokens.revoke.mutationOptions({ onSuccess: ({ name }) => notifyDone(`Token “${name}” revoked`) }),
  )
  const columns = useMemo(
    () =>
      tokenColumns(({ id, name }) =>
        confirmDanger({
          title: `Revoke “${name}”?`,
          body: 'Whatever still uses it is refused from this moment on. It cannot be taken back; a new token can be made.',
          verb: 'Revoke',
          onConfirm: () => revoke({ id }),
        }),
      ),
    [revoke],
  )
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={create.open}>
      New token
    </Button>
  )
  const inUse = list.data?.filter(({ revokedAt }) => revokedAt === null).length ?? 0
  return (
    <>
      <PageHeader
        title="API tokens"
        eyebrow="Settings"
        lead={list.data && `${countOf(inUse, 'token')} not revoked`}
        actions={list.data && list.data.length > 0 && add}
      />
      <DataTable
        label="API tokens"
        columns={columns}
        rows={list.isLoadingError ? [] : list.data}
        rowId={({ id }) => id}
        rowLabel={({ name }) => name}
        skeletonRows={3}
        empty={
          list.isLoadingError ? (
            <ProblemPanel error={list.error} onRetry={() => void list.refetch()} />
          ) : (
            <EmptyState icon={<IconKey size={28} />} title="No token yet" action={add}>
              With a token, scripts and home-grown backups hand over their reports by HTTP, each run with one
              request.
            </EmptyState>
          )
        }
      />
      <CreateToken opened={creating} onClose={create.close} onMade={setMade} />
      <NewTokenSecret
        made={made}
        baseUrl={(general.data?.baseUrl || window.location.origin).replace(/\/$/, '')}
        onClose={() => setMade(null)}
      />
    </>
  )
}
