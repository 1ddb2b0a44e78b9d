import type { ReactNode } from 'react'
import type { Connection, SourceKind, StoredSecrets } from '../source.ts'

type ConnectionOf<Kind extends SourceKind> = Extract<Connection, { kind: Kind }>
export type SettingsOf<Kind extends SourceKind> = ConnectionOf<Kind>['settings']

export interface Secrets {
  secret?: string | undefined
  certificateKey?: string | undefined
}

/** What a kind's own fields get: the settings as they stand, and how to change them. */
export interface PanelProps<Kind extends SourceKind> {
  settings: SettingsOf<Kind>
  secrets: Secrets
  stored: StoredSecrets
  onSettings: (patch: Partial<SettingsOf<Kind>>) => void
  onSecrets: (patch: Secrets) => void
  /** What is wrong with a field, by its place in the settings. */
  problemAt: (field: string) => string | undefined
  /** Of a mailbox: the fields that choose a folder in its tree. */
  folderField: (props: FolderFieldProps) => ReactNode
}

export interface FolderFieldProps {
  label: string
  description: string
  value: string | null
  onChange: (folderId: string | null) => void
  /** The folder that this one must not be. */
  other: string | null
  otherRole: string
  /** What stands for no folder; absent when one is needed. */
  without?: string
  error?: string | undefined
}
