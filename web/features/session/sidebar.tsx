import { Link } from '@tanstack/react-router'
import { countOf, number } from '../../lib/amounts.ts'
import { mayCall } from '../../lib/permission.ts'
import { useSession } from '../../lib/session.tsx'
import { ProductMark } from '../../ui/product-mark.tsx'
import { PAGES } from './pages.ts'
import classes from './sidebar.module.css'
import { UserMenu } from './user-menu.tsx'

/** The dark column on the left: where one can go, and as whom. */
export function Sidebar({ onNavigate }: { onNavigate: () => void }) {
  const { activeRole, inboxCount } = useSession()
  return (
    <div className={classes.root}>
      <Link to="/" className={classes.brand} onClick={onNavigate}>
        <ProductMark />
        Backupchecks
      </Link>
      <nav aria-label="Main" className={classes.links}>
        {PAGES.filter(({ needs }) => mayCall(activeRole, needs)).map(({ to, label, Icon }) => (
          <Link key={to} to={to} className={classes.link} onClick={onNavigate}>
            <Icon size={18} stroke={1.6} aria-hidden />
            {label}
            {to === '/inbox' && Boolean(inboxCount) && (
              <span className={classes.badge} title={`${countOf(inboxCount ?? 0, 'message')} waiting`}>
                {number(inboxCount ?? 0)}
              </span>
            )}
          </Link>
        ))}
      </nav>
      <UserMenu />
    </div>
  )
}
