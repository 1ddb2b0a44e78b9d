import { IconBrandOffice, IconMail, IconServer2 } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import { GRAPH_BLANK, GraphPanel } from './panels/graph-panel.tsx'
import { IMAP_BLANK, ImapPanel } from './panels/imap-panel.tsx'
import type { PanelProps, SettingsOf } from './panels/panel.ts'
import { SMTP_BLANK, SmtpPanel } from './panels/smtp-panel.tsx'
import type { SourceKind } from './source.ts'

interface Kind<K extends SourceKind> {
  label: string
  /** One line for who chooses between them. */
  offer: string
  /** What a new one is called until somebody changes it. */
  name: string
  Icon: typeof IconMail
  /** Where its documentation stands. */
  help: string
  blank: SettingsOf<K>
  Panel: ComponentType<PanelProps<K>>
}

/** The kinds of sources that can be added, each with its own panel of settings. */
export const KINDS: { [K in SourceKind]: Kind<K> } = {
  graph: {
    label: 'Microsoft 365',
    offer: 'A mailbox of Exchange Online, over Microsoft Graph',
    name: 'Microsoft 365 mailbox',
    Icon: IconBrandOffice,
    help: 'microsoft-graph',
    blank: GRAPH_BLANK,
    Panel: GraphPanel,
  },
  imap: {
    label: 'IMAP mailbox',
    offer: 'Any other mailbox; new mail is taken in within seconds',
    name: 'IMAP mailbox',
    Icon: IconMail,
    help: 'imap',
    blank: IMAP_BLANK,
    Panel: ImapPanel,
  },
  smtp: {
    label: 'SMTP listener',
    offer: 'Backup products deliver straight to this server',
    name: 'SMTP listener',
    Icon: IconServer2,
    help: 'smtp',
    blank: SMTP_BLANK,
    Panel: SmtpPanel,
  },
}

export const SOURCE_KINDS = ['graph', 'imap', 'smtp'] as const satisfies readonly SourceKind[]
