import { Button, Group, Menu, Switch, Table, Text } from '@mantine/core'
import { IconCheck, IconFileExport, IconTrash, IconX } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api } from '../../lib/api.ts'
import { problemOf } from '../../lib/problem.ts'
import { confirmDanger } from '../../ui/confirm-danger.tsx'
import { Instant } from '../../ui/instant.tsx'
import { notifyDone, notifyProblem } from '../../ui/notify.tsx'
import { Panel } from '../../ui/panel.tsx'
import { downloadJson } from './download-json.ts'
import classes from './rule-history.module.css'
import type { StoredRule } from './rule-words.ts'

/** The kept rule: its versions, the messages that show what it must read, and what can be done with it as a whole. */
export function RuleHistory({ stored: { rule, enabled, versions, samples } }: { stored: StoredRule }) {
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const changed = () => {
    void queryClient.invalidateQueries({ queryKey: api.parserRules.key() })
    void queryClient.invalidateQueries({ queryKey: api.parsers.key() })
  }
  const options = {
    meta: { showsOwnErrors: true },
    onError: (error: unknown) => notifyProblem(problemOf(error)),
  }
  const place = useMutation(api.parserRules.place.mutationOptions({ ...options, onSuccess: changed }))
  const remove = useMutation(
    api.parserRules.remove.mutationOptions({
      ...options,
      onSuccess: () => {
        changed()
        notifyDone('Rule removed', rule.name)
        void navigate({ to: '/parsers' })
      },
    }),
  )
  const pack = useMutation(
    api.parserRules.exportPack.mutationOptions({
      ...options,
      onSuccess: (file) => downloadJson(`${rule.id}.json`, file),
    }),
  )
  return (
    <Panel title="This rule">
      <Group justify="space-between" mb="sm">
        <Switch
          label="In use"
          checked={enabled}
          disabled={place.isPending}
          onChange={(event) => place.mutate({ id: rule.id, enabled: event.currentTarget.checked })}
        />
        <Group gap="xs">
          <Menu position="bottom-end">
            <Menu.Target>
              <Button variant="default" leftSection={<IconFileExport size={16} />} loading={pack.isPending}>
                Export
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => pack.mutate({ ids: [rule.id], anonymise: true })}>
                Anonymised, to share
                <Text size="xs" c="dimmed">
                  Names, hosts and addresses in the samples are replaced
                </Text>
              </Menu.Item>
              <Menu.Item onClick={() => pack.mutate({ ids: [rule.id], anonymise: false })}>
                As it is, for another installation of ours
                <Text size="xs" c="dimmed">
                  The samples are the mails themselves
                </Text>
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <Button
            variant="default"
            leftSection={<IconTrash size={16} />}
            loading={remove.isPending}
            onClick={() =>
              confirmDanger({
                title: `Remove “${rule.name}”?`,
                body: 'Its reports will not be read any more. What it read so far stays as it is.',
                verb: 'Remove',
                onConfirm: () => remove.mutate({ id: rule.id }),
              })
            }
          >
            Remove
          </Button>
        </Group>
      </Group>
      <Text size="sm" fw={500} mb={4}>
        Golden samples
      </Text>
      {samples.length === 0 && (
        <Text size="sm" c="dimmed">
          None yet: save the rule beside a message that it reads.
        </Text>
      )}
      <ul className={classes.samples}>
        {samples.map((sample) => (
          <li key={sample.id} data-agrees={sample.agrees}>
            {sample.agrees ? <IconCheck size={16} aria-hidden /> : <IconX size={16} aria-hidden />}
            <span>{sample.name || '(no subject)'}</span>
            {!sample.agrees && (
              <Text size="xs" component="span">
                read otherwise than when it was kept
              </Text>
            )}
          </li>
        ))}
      </ul>
      <Table mt="sm" fz="sm" aria-label="Versions">
        <Table.Tbody>
          {versions.map((each) => (
            <Table.Tr key={each.version}>
              <Table.Td>Version {each.version}</Table.Td>
              <Table.Td>{each.createdBy ?? 'system'}</Table.Td>
              <Table.Td ta="right">
                <Instant at={each.createdAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Panel>
  )
}
