import { AppShell, Burger } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useSession } from '../../lib/session.tsx'
import { ProductMark } from '../../ui/product-mark.tsx'
import classes from './frame.module.css'
import { Sidebar } from './sidebar.tsx'

interface FrameProps {
  /** The server does not answer at present. */
  unreachable: boolean
  children: ReactNode
}

/** What surrounds every page; below 900 px the sidebar becomes a drawer behind a slim bar. */
export function Frame({ unreachable, children }: FrameProps) {
  const [opened, { toggle, close }] = useDisclosure(false)
  const { sandboxBanner } = useSession()
  return (
    <AppShell
      navbar={{ width: 220, breakpoint: 900, collapsed: { mobile: !opened } }}
      withBorder={false}
      transitionDuration={150}
    >
      <AppShell.Navbar className={classes.navbar}>
        <Sidebar onNavigate={close} />
      </AppShell.Navbar>
      <AppShell.Main className={classes.main}>
        <div className={classes.bar}>
          <Burger
            opened={opened}
            onClick={toggle}
            size="sm"
            color="white"
            aria-label={opened ? 'Close the menu' : 'Open the menu'}
          />
          <ProductMark size={22} />
          Backupchecks
        </div>
        {sandboxBanner && (
          <div className={classes.sandbox} role="status">
            Sandbox: nothing here is real work.
          </div>
        )}
        {unreachable && (
          <div className={classes.unreachable} role="alert">
            The server does not answer. What you see may be old; it is tried again by itself.
          </div>
        )}
        <div className={classes.page}>{children}</div>
      </AppShell.Main>
    </AppShell>
  )
}
