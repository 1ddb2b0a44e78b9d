import { Drawer, FocusTrap, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { ParserView } from './parser-view.tsx'
import { titleOf } from './parsers-search.ts'

/** One parser beside the list: what it recognises, how well it reads, and where to go from here. */
export function ParserDrawer({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const parser = useQuery({
    ...api.parsers.get.queryOptions({ input: { id: id ?? '' } }),
    enabled: id !== undefined,
  })
  return (
    <Drawer
      opened={id !== undefined}
      onClose={onClose}
      position="right"
      size={620}
      title={parser.data ? titleOf(parser.data) : (id ?? 'Parser')}
    >
      <FocusTrap.InitialFocus />
      {parser.isError && <ProblemPanel error={parser.error} />}
      {parser.isPending && (
        <Stack>
          <Skeleton height={44} />
          <Skeleton height={30} />
          <Skeleton height={170} />
          <Skeleton height={120} />
        </Stack>
      )}
      {parser.data && <ParserView parser={parser.data} />}
    </Drawer>
  )
}
