import {
  IconAlertTriangle,
  IconCircleCheck,
  IconExclamationCircle,
  IconInfoCircle,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './callout.module.css'

const ICONS = {
  info: IconInfoCircle,
  good: IconCircleCheck,
  warning: IconAlertTriangle,
  danger: IconExclamationCircle,
}

interface CalloutProps {
  tone: keyof typeof ICONS
  title?: ReactNode
  children?: ReactNode
}

/** Something to know before going on; what went wrong is also announced to screen readers. */
export function Callout({ tone, title, children }: CalloutProps) {
  const Icon = ICONS[tone]
  return (
    <div className={classes.root} data-tone={tone} role={tone === 'danger' ? 'alert' : undefined}>
      <Icon size={18} className={classes.icon} aria-hidden />
      <div className={classes.words}>
        {title && <div className={classes.title}>{title}</div>}
        {children}
      </div>
    </div>
  )
}
