import { ActionIcon, Button, Group, Menu, Modal, Progress, Text } from '@mantine/core'
import { IconChevronDown, IconEye, IconRefresh } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { contract } from '../../../contract/contract.ts'
import { countOf, number } from '../../lib/amounts.ts'
import { useMay } from '../../lib/session.tsx'
import { Callout } from '../../ui/callout.tsx'
import { Figures } from '../../ui/figures.tsx'
import { type ReparseAll, type ReparseCounts, useReparseAll } from './use-reparse-all.ts'

/** Reads every message of the Inbox again with the parsers of today; who may look first finds that beside it. */
export function ReparseAllButton() {
  const reparseAll = useReparseAll()
  const mayPreview = useMay(contract.reparse.start)
  return (
    <Group gap={0} wrap="nowrap">
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} />}
        onClick={reparseAll.start}
        style={mayPreview ? { borderStartEndRadius: 0, borderEndEndRadius: 0 } : undefined}
      >
        Re-parse all
      </Button>
      {mayPreview && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="default"
              size={36}
              aria-label="More about re-parsing"
              style={{ borderStartStartRadius: 0, borderEndStartRadius: 0, borderInlineStart: 0 }}
            >
              <IconChevronDown size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item component={Link} to="/reparse" leftSection={<IconEye size={16} />}>
              See first what would change
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <ReparseAllDialog reparseAll={reparseAll} />
    </Group>
  )
}

function ReparseAllDialog({
  reparseAll: { state, counts, problem, close, retry },
}: {
  reparseAll: ReparseAll
}) {
  const running = state === 'running'
  const share = counts.total === 0 ? (running ? 0 : 100) : (counts.processed / counts.total) * 100
  return (
    <Modal
      opened={state !== 'closed'}
      onClose={close}
      title={TITLES[state]}
      size="lg"
      withCloseButton={false}
      closeOnEscape={!running}
      closeOnClickOutside={false}
      centered
    >
      <Progress value={Math.min(100, share)} animated={running} aria-label="Messages read again" />
      <Text size="sm" c="dimmed" mt={6} role="status">
        {counts.total === 0 && running
          ? 'Counting the messages…'
          : `${number(counts.processed)} of ${countOf(counts.total, 'message')}`}
      </Text>
      <Counts counts={counts} />
      {problem && (
        <div style={{ marginTop: 14 }}>
          <Callout tone="danger" title="It stopped before the end">
            {problem} What was read so far is kept.
          </Callout>
        </div>
      )}
      {/* The line is there from the beginning, so that nothing moves when the buttons come. */}
      <Group justify="flex-end" mt="md" mih={36}>
        {state === 'failed' && (
          <Button variant="default" onClick={retry}>
            Go on
          </Button>
        )}
        {!running && (
          <Button onClick={close} data-autofocus>
            Close
          </Button>
        )}
      </Group>
    </Modal>
  )
}

const TITLES: Record<ReparseAll['state'], string> = {
  closed: '',
  running: 'Reading the Inbox again',
  done: 'The Inbox was read again',
  failed: 'Reading the Inbox again',
}

function Counts({ counts: { parsedOk, autoApproved, noMatch, errors } }: { counts: ReparseCounts }) {
  return (
    <Figures
      items={[
        ['Parsed', parsedOk],
        ['Taken by jobs', autoApproved],
        ['Not recognised', noMatch],
        ['Errors', errors],
      ]}
    />
  )
}
