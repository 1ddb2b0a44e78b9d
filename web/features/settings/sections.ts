import {
  IconAdjustments,
  IconCalendarTime,
  IconDownload,
  IconKey,
  IconMailbox,
  IconShieldCheck,
} from '@tabler/icons-react'
import { contract } from '../../../contract/contract.ts'

/** The sections of the settings, in order; `needs` is the route without which a section makes no sense. */
export const SECTIONS = [
  { to: '/settings/general', label: 'General', Icon: IconAdjustments, needs: contract.settings.general },
  { to: '/settings/sources', label: 'Mail sources', Icon: IconMailbox, needs: contract.sources.list },
  { to: '/settings/imports', label: 'Imports', Icon: IconDownload, needs: contract.sources.imports },
  {
    to: '/settings/schedules',
    label: 'Schedules',
    Icon: IconCalendarTime,
    needs: contract.schedules.settings,
  },
  { to: '/settings/tokens', label: 'API tokens', Icon: IconKey, needs: contract.tokens.list },
  { to: '/settings/evidence', label: 'Review evidence', Icon: IconShieldCheck, needs: contract.audit.state },
] as const
