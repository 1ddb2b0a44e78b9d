import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { mayCall } from '../../lib/permission.ts'
import { useSession } from '../../lib/session.tsx'
import { SECTIONS } from './sections.ts'
import classes from './settings-frame.module.css'

/** The sections of the settings beside the one that is open; on a narrow screen above it. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const { activeRole } = useSession()
  return (
    <div className={classes.root}>
      <nav aria-label="Settings" className={classes.links}>
        {SECTIONS.filter(({ needs }) => mayCall(activeRole, needs)).map(({ to, label, Icon }) => (
          <Link key={to} to={to} className={classes.link}>
            <Icon size={17} stroke={1.6} aria-hidden />
            {label}
          </Link>
        ))}
      </nav>
      <div className={classes.section}>{children}</div>
    </div>
  )
}
