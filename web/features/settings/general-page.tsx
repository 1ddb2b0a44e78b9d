import { Paper, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { GeneralForm } from './general-form.tsx'

/** What holds for the whole installation. */
export function GeneralPage() {
  const general = useQuery({ ...api.settings.general.queryOptions(), refetchOnWindowFocus: false })
  return (
    <>
      <PageHeader title="General" eyebrow="Settings" lead="What holds for the whole installation" />
      <Paper withBorder radius="lg" p="lg" maw={720} bg="var(--bc-surface)">
        {general.isError && <ProblemPanel error={general.error} onRetry={() => void general.refetch()} />}
        {general.isPending && (
          <Stack>
            {['zone', 'url', 'address'].map((field) => (
              <Skeleton key={field} height={58} />
            ))}
          </Stack>
        )}
        {general.data && <GeneralForm settings={general.data} />}
      </Paper>
    </>
  )
}
