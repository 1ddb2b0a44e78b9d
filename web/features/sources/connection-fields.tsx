import { createElement } from 'react'
import { FolderField } from './folders/folder-field.tsx'
import { useFolders } from './folders/use-folders.ts'
import { KINDS } from './kinds.ts'
import type { FolderFieldProps, PanelProps } from './panels/panel.ts'
import type { SourceKind, StoredSecrets } from './source.ts'
import type { SourceForm } from './use-source-form.ts'

interface ConnectionFieldsProps {
  form: SourceForm
  stored: StoredSecrets
  sourceId: number | undefined
}

/** The fields of the source's own kind. */
export function ConnectionFields({ form, stored, sourceId }: ConnectionFieldsProps) {
  const { connection } = form.draft
  // An id says nothing to people: the names are asked for at once.
  const isId = connection.kind === 'graph'
  const isNameUnknown = isId && connection.settings.incomingFolderId !== null && stored.secret
  const folders = useFolders(connection, sourceId, isNameUnknown)
  const shared = {
    secrets: connection,
    stored,
    onSettings: form.onSettings,
    onSecrets: form.onSecrets,
    problemAt: (field: string) =>
      form.problemAt(`connection.settings.${field}`) ?? form.problemAt(`connection.${field}`),
    folderField: (props: FolderFieldProps) => <FolderField {...props} folders={folders} isId={isId} />,
  }
  switch (connection.kind) {
    case 'graph':
      return panelOf(connection.kind, { ...shared, settings: connection.settings })
    case 'imap':
      return panelOf(connection.kind, { ...shared, settings: connection.settings })
    case 'smtp':
      return panelOf(connection.kind, { ...shared, settings: connection.settings })
  }
}

function panelOf<K extends SourceKind>(kind: K, props: PanelProps<K>) {
  return createElement(KINDS[kind].Panel, props)
}
