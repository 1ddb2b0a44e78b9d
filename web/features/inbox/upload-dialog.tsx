import { Button, Group, Modal, Progress, Text } from '@mantine/core'
import { countOf, number } from '../../lib/amounts.ts'
import classes from './upload-dialog.module.css'
import type { Upload, Uploads } from './use-uploads.ts'

/** What became of each file, while it happens and afterwards. */
export function UploadDialog({ uploads: { items, running, clear } }: { uploads: Uploads }) {
  const finished = items.filter(({ state }) => state === 'done' || state === 'failed').length
  return (
    <Modal
      opened={items.length > 0}
      onClose={clear}
      title={running ? 'Taking in reports' : 'Reports taken in'}
      size="lg"
      withCloseButton={!running}
      closeOnEscape={!running}
      closeOnClickOutside={!running}
      centered
    >
      <Progress
        value={items.length === 0 ? 0 : (finished / items.length) * 100}
        animated={running}
        aria-label="Files taken in"
      />
      <Text size="sm" c="dimmed" mt={6} mb="sm" role="status">
        {number(finished)} of {number(items.length)} files · {summary(items)}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
      <ul className={classes.files} aria-label="Files" tabIndex={0}>
        {items.map((item) => (
          <li key={item.key} data-state={item.state}>
            <span className={classes.name} title={item.name}>
              {item.name}
            </span>
            <span className={classes.outcome}>{outcome(item)}</span>
            {[...new Set(item.result?.problems)].map((problem) => (
              <span key={problem} className={classes.problem}>
                {problem}
              </span>
            ))}
          </li>
        ))}
      </ul>
      <Group justify="flex-end" mt="md">
        <Button disabled={running} onClick={clear}>
          Done
        </Button>
      </Group>
    </Modal>
  )
}

function outcome({ state, result, error }: Upload): string {
  if (state === 'waiting') return 'waiting'
  if (state === 'sending') return 'reading…'
  if (!result) return error ?? 'failed'
  const parts = [
    [result.newMessages, 'new'],
    [result.duplicates, 'known already'],
    [result.autoApproved, 'taken by a job'],
    [result.leftInInbox, 'in the Inbox'],
    [result.errors, 'with errors'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, words]) => `${number(count)} ${words}`)
  return said.join(', ') || (result.problems.length > 0 ? 'nothing taken in' : 'no message in it')
}

function summary(items: readonly Upload[]): string {
  const sum = (pick: (result: NonNullable<Upload['result']>) => number) =>
    number(items.reduce((total, { result }) => total + (result ? pick(result) : 0), 0))
  const fresh = sum((result) => result.newMessages)
  const refused = items.filter(({ state, result }) => state === 'failed' || result?.problems.length).length
  const problems = refused === 0 ? '' : ` · ${countOf(refused, 'file')} with problems`
  return `${fresh} new, ${sum((result) => result.autoApproved)} taken by jobs, ${sum((result) => result.leftInInbox)} left in the Inbox${problems}`
}
