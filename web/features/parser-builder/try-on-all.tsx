import { Anchor, Button, Text } from '@mantine/core'
import { IconListSearch } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { notifyProblem } from '../../ui/notify.tsx'
import type { EditedRule } from './use-rule.ts'

/** Tries the rule, as it stands on the screen, on all stored messages; what comes of it opens beside the builder. */
export function TryOnAll({ edited: { rule, before, isValid } }: { edited: EditedRule }) {
  const start = useMutation(
    api.reparse.start.mutationOptions({
      meta: { showsOwnErrors: true },
      onError: (error) => notifyProblem(problemOf(error)),
    }),
  )
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconListSearch size={16} />}
        disabled={!isValid}
        loading={start.isPending}
        onClick={() => start.mutate({ scope: { kind: 'draft', rule, before } })}
      >
        Try on all stored messages
      </Button>
      {start.data && (
        <Text size="sm" role="status">
          <Anchor
            inherit
            target="_blank"
            renderRoot={(props) => <Link to="/reparse" search={{ preview: start.data.id }} {...props} />}
          >
            See what it matches and would change
          </Anchor>
        </Text>
      )}
    </>
  )
}
