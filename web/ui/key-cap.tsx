import classes from './key-cap.module.css'

/** A key to press, drawn as a key. */
export function KeyCap({ children }: { children: string }) {
  return <kbd className={classes.key}>{children}</kbd>
}
