import { Anchor, Button, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { notifyProblem } from '../../ui/notify.tsx'

type Tally = { processed: number; parsed: number; autoApproved: number; done: boolean }

/** Reads the waiting messages that the rule may take, batch after batch, and says what became of them. */
export function ReadWaiting({ ruleId, disabled }: { ruleId: string; disabled: boolean }) {
  const [tally, setTally] = useState<Tally | null>(null)
  const queryClient = useQueryClient()
  const batch = useMutation(api.parserRules.readWaiting.mutationOptions({ meta: { showsOwnErrors: true } }))
  const isRunning = tally !== null && !tally.done
  const run = async () => {
    let sum: Tally = { processed: 0, parsed: 0, autoApproved: 0, done: false }
    let lastId: number | undefined
    setTally(sum)
    try {
      while (!sum.done) {
        const next = await batch.mutateAsync({ id: ruleId, lastId })
        lastId = next.lastId ?? undefined
        sum = {
          processed: sum.processed + next.processed,
          parsed: sum.parsed + next.parsed,
          autoApproved: sum.autoApproved + next.autoApproved,
          done: next.done,
        }
        setTally(sum)
      }
    } catch (error) {
      notifyProblem(problemOf(error))
      setTally(null)
    }
    void queryClient.invalidateQueries({ queryKey: api.inbox.key() })
  }
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} />}
        disabled={disabled}
        loading={isRunning}
        onClick={() => void run()}
      >
        Read the waiting messages now
      </Button>
      {tally && (
        <Text size="sm" role="status">
          {inWords(tally)}{' '}
          {tally.done && (
            <Anchor component={Link} to="/inbox" inherit>
              Open the Inbox
            </Anchor>
          )}
        </Text>
      )}
    </>
  )
}

function inWords({ processed, parsed, autoApproved, done }: Tally): string {
  if (!done) return `${countOf(processed, 'message')} looked at…`
  if (processed === 0) return 'No unread message waits for this rule.'
  const taken = autoApproved > 0 ? `, ${autoApproved} taken by a job` : ''
  return `${parsed} of ${countOf(processed, 'message')} read${taken}.`
}
