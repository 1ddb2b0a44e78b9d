import { Group, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { InlineLink } from '../../ui/inline-link.tsx'
import { NotFound } from '../../ui/not-found.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { ProblemPanel } from '../../ui/problem-panel.tsx'
import { DOCUMENTS } from './documents.ts'
import { Markdown } from './markdown.tsx'

/** One documentation file, and the others of its section. */
export function DocumentationPage({ section, slug }: { section: string; slug: string }) {
  const place = `${section}/${slug}`
  const document = DOCUMENTS[place]
  const text = useQuery({
    queryKey: ['documentation', place],
    queryFn: () => document?.load() ?? '',
    enabled: document !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (!document) return <NotFound />
  const others = Object.entries(DOCUMENTS).filter(
    ([other]) => other !== place && other.startsWith(`${section}/`),
  )
  return (
    <>
      <PageHeader
        title={document.title}
        eyebrow="Documentation"
        lead={
          <Group gap="md">
            {others.map(([other, { title }]) => (
              <InlineLink key={other}>
                <Link
                  to="/documentation/$section/$slug"
                  params={{ section, slug: other.split('/')[1] ?? '' }}
                >
                  {title}
                </Link>
              </InlineLink>
            ))}
          </Group>
        }
      />
      {text.isError && <ProblemPanel error={text.error} onRetry={() => void text.refetch()} />}
      {text.isPending && (
        <Stack maw={860}>
          <Skeleton height={16} />
          <Skeleton height={16} width="80%" />
          <Skeleton height={160} />
        </Stack>
      )}
      {text.data && <Markdown text={text.data} />}
    </>
  )
}
