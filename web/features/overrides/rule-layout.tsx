import { Group } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './rule-layout.module.css'

interface RuleLayoutProps {
  /** What the rule would match; beside the fields where there is room. */
  preview: ReactNode
  buttons: ReactNode
  children: ReactNode
}

/** The fields of a rule, what they would match, and buttons that stay in sight. */
export function RuleLayout({ preview, buttons, children }: RuleLayoutProps) {
  return (
    <>
      <div className={classes.columns} data-wide={preview ? true : undefined}>
        <div className={classes.fields}>{children}</div>
        {preview && <div className={classes.preview}>{preview}</div>}
      </div>
      <Group className={classes.buttons} gap="xs">
        {buttons}
      </Group>
    </>
  )
}
