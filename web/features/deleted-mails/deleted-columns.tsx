import { ActionIcon, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { bytes } from '../../lib/amounts.ts'
import { mailRawUrl } from '../../lib/api.ts'
import type { Column } from '../../ui/data-table.tsx'
import { Instant } from '../../ui/instant.tsx'
import type { DeletedMail } from './deleted-mails-search.ts'

export const deletedColumns: readonly Column<DeletedMail>[] = [
  { key: 'from', header: 'From', width: 210, hideBelow: 720, cell: (row) => <From row={row} /> },
  { key: 'subject', header: 'Subject', cell: (row) => <Subject row={row} /> },
  { key: 'software', header: 'Backup', width: 130, hideBelow: 900, cell: ({ software }) => software },
  {
    key: 'received',
    header: 'Received',
    width: 130,
    hideBelow: 900,
    cell: ({ receivedAt }) => <Instant at={receivedAt} />,
  },
  { key: 'deleted', header: 'Deleted', width: 130, cell: ({ deletedAt }) => <Instant at={deletedAt} /> },
  {
    key: 'size',
    header: 'Size',
    width: 90,
    numeric: true,
    hideBelow: 1100,
    cell: ({ rawSize }) => bytes(rawSize),
  },
  { key: 'eml', header: 'EML', width: 56, hideBelow: 720, cell: ({ id }) => <Eml id={id} /> },
]

function From({ row: { fromName, fromAddress } }: { row: DeletedMail }) {
  return (
    <span title={fromName ? `${fromName} <${fromAddress}>` : fromAddress}>{fromAddress || '(nobody)'}</span>
  )
}

function Subject({ row: { subject } }: { row: DeletedMail }) {
  return (
    <Text component="span" size="sm" title={subject}>
      {subject || '(no subject)'}
    </Text>
  )
}

function Eml({ id }: { id: number }) {
  return (
    <ActionIcon
      component="a"
      href={mailRawUrl(id)}
      download
      variant="subtle"
      color="gray"
      size="sm"
      aria-label="Download .eml"
      title="Download .eml"
    >
      <IconDownload size={16} />
    </ActionIcon>
  )
}
