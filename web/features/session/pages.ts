import {
  IconArchive,
  IconBuildingCommunity,
  IconCalendarEvent,
  IconFileSearch,
  IconInbox,
  IconListCheck,
  IconRefreshDot,
  IconServerCog,
  IconSettings,
  IconShieldCheck,
  IconTicket,
  IconTrash,
} from '@tabler/icons-react'
import { contract } from '../../../contract/contract.ts'

/** The pages of the sidebar, in order; `needs` is the route without which a page makes no sense. */
export const PAGES = [
  { to: '/run-checks', label: 'Run Checks', Icon: IconListCheck, needs: contract.runChecks.list },
  { to: '/daily-jobs', label: 'Daily Jobs', Icon: IconCalendarEvent, needs: contract.dailyJobs.list },
  { to: '/inbox', label: 'Inbox', Icon: IconInbox, needs: contract.inbox.list },
  { to: '/customers', label: 'Customers', Icon: IconBuildingCommunity, needs: contract.customers.list },
  { to: '/jobs', label: 'Jobs', Icon: IconServerCog, needs: contract.jobs.list },
  { to: '/tickets', label: 'Tickets', Icon: IconTicket, needs: contract.tickets.list },
  { to: '/archived-jobs', label: 'Archived jobs', Icon: IconArchive, needs: contract.jobs.archived },
  { to: '/overrides', label: 'Overrides', Icon: IconShieldCheck, needs: contract.overrides.list },
  { to: '/parsers', label: 'Parsers', Icon: IconFileSearch, needs: contract.parsers.list },
  { to: '/deleted-mails', label: 'Deleted mails', Icon: IconTrash, needs: contract.deletedMails.list },
  { to: '/reparse', label: 'Re-parse', Icon: IconRefreshDot, needs: contract.reparse.list },
  { to: '/settings', label: 'Settings', Icon: IconSettings, needs: contract.settings.general },
] as const
