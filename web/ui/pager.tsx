import { Button, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { number } from '../lib/amounts.ts'
import type { Paging } from '../lib/keyset-paging.ts'

interface PagerProps {
  page: { rows: readonly unknown[]; next: string | null; total: number } | undefined
  limit: number
  paging: Paging
}

/** "51–100 of 1,240" with Previous and Next; only the total when everything fits on one page. */
export function Pager({ page, limit, paging }: PagerProps) {
  if (!page || page.rows.length === 0) return null
  const { pagesBefore, goBack, goNext } = paging
  const { next } = page
  const first = pagesBefore === null ? null : pagesBefore * limit + 1
  const range = first === null ? '' : `${number(first)}–${number(first + page.rows.length - 1)} of `
  return (
    <Group justify="space-between" mt="sm" mih={30}>
      <Text size="sm" c="dimmed">
        {range}
        {number(page.total)}
      </Text>
      {(goBack || next) && (
        <Group gap="xs">
          <Button
            variant="default"
            size="compact-md"
            fz="sm"
            leftSection={<IconChevronLeft size={14} />}
            disabled={!goBack}
            onClick={goBack}
          >
            {pagesBefore === null ? 'First page' : 'Previous'}
          </Button>
          <Button
            variant="default"
            size="compact-md"
            fz="sm"
            rightSection={<IconChevronRight size={14} />}
            disabled={!next}
            onClick={() => next && goNext(next)}
          >
            Next
          </Button>
        </Group>
      )}
    </Group>
  )
}
