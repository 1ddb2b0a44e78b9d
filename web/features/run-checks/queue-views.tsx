import { Button, Menu } from '@mantine/core'
import { modals } from '@mantine/modals'
import {
  IconBookmark,
  IconBookmarkPlus,
  IconDeviceFloppy,
  IconFlag,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { contract } from '../../../contract/contract.ts'
import { api } from '../../lib/api.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { useMay } from '../../lib/session.tsx'
import { notifyDone, notifyUndoable } from '../../ui/notify.tsx'
import { isSameView, type QueueSearch, searchOfView, viewOf } from './queue-search.ts'
import { ViewName } from './view-name.tsx'

interface QueueViewsProps {
  search: QueueSearch
  setSearch: SetSearch<QueueSearch>
}

/** A person's saved views: go to one, save what is on screen, rename, delete, and choose where to begin. */
export function QueueViews({ search, setSearch }: QueueViewsProps) {
  const { data } = useQuery(api.queueViews.list.queryOptions())
  const change = useViewChanges()
  const isAdmin = useMay(contract.settings.general)
  const shown = viewOf(search)
  const current = data?.views.find((view) => isSameView(view.search, shown))
  const beginsHere = current
    ? data?.preferences.viewId === current.id
    : data?.preferences.viewId === null && isSameView(data.preferences.search, shown)
  const askName = (title: string, name: string, onName: (name: string) => Promise<unknown>) =>
    modals.open({ title, children: <ViewName name={name} onName={onName} /> })
  return (
    <Menu position="bottom-end" width={300} shadow="lg">
      <Menu.Target>
        <Button variant="default" leftSection={<IconBookmark size={16} />} maw={190}>
          {current?.name ?? 'Views'}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Saved views</Menu.Label>
        {data?.views.map((view) => (
          <Menu.Item
            key={view.id}
            leftSection={
              view.id === data.preferences.viewId ? <IconFlag size={15} /> : <IconBookmark size={15} />
            }
            fw={view.id === current?.id ? 600 : undefined}
            onClick={() => setSearch(searchOfView(view.search))}
          >
            {view.name}
          </Menu.Item>
        ))}
        {data?.views.length === 0 && <Menu.Item disabled>None so far</Menu.Item>}
        <Menu.Divider />
        {!current && (
          <Menu.Item
            leftSection={<IconBookmarkPlus size={15} />}
            onClick={() =>
              askName('Save this view', '', (name) => change.create.mutateAsync({ name, search: shown }))
            }
          >
            Save this view…
          </Menu.Item>
        )}
        {!current &&
          data?.views.map((view) => (
            <Menu.Item
              key={view.id}
              leftSection={<IconDeviceFloppy size={15} />}
              onClick={() => change.update.mutate({ id: view.id, search: shown })}
            >
              Save over “{view.name}”
            </Menu.Item>
          ))}
        {current && (
          <Menu.Item
            leftSection={<IconPencil size={15} />}
            onClick={() =>
              askName('Rename the view', current.name, (name) =>
                change.update.mutateAsync({ id: current.id, name }),
              )
            }
          >
            Rename…
          </Menu.Item>
        )}
        {current && (
          <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => change.remove(current)}>
            Delete
          </Menu.Item>
        )}
        {isAdmin && (
          <Menu.CheckboxItem
            checked={search.reviewed === 'yes'}
            onChange={(checked) => setSearch({ reviewed: checked ? 'yes' : undefined }, { replace: true })}
          >
            Include reviewed runs of the last 3 days
          </Menu.CheckboxItem>
        )}
        <Menu.Item
          leftSection={<IconFlag size={15} />}
          disabled={beginsHere}
          onClick={() =>
            change.begin.mutate(current ? { viewId: current.id } : { viewId: null, search: shown })
          }
        >
          {beginsHere ? 'You begin with this view' : 'Begin with this view'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function useViewChanges() {
  const create = useMutation(api.queueViews.create.mutationOptions({ meta: { showsOwnErrors: true } }))
  const update = useMutation(
    api.queueViews.update.mutationOptions({ onSuccess: ({ name }) => notifyDone(`"${name}" is saved`) }),
  )
  const begin = useMutation(
    api.queueViews.savePreferences.mutationOptions({
      onSuccess: () => notifyDone('Run Checks begins here from now on'),
    }),
  )
  const removal = useMutation(api.queueViews.remove.mutationOptions())
  const remove = (view: { id: number; name: string; search: QueueViewOf }) =>
    removal.mutate(
      { id: view.id },
      {
        onSuccess: () =>
          notifyUndoable(`"${view.name}" is deleted`, '', () =>
            create.mutate({ name: view.name, search: view.search }),
          ),
      },
    )
  return { create, update, begin, remove }
}

type QueueViewOf = ReturnType<typeof viewOf>
