import { Link } from '@tanstack/react-router'
import { Callout } from '../../ui/callout.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { Instant } from '../../ui/instant.tsx'
import { statusWord } from '../../ui/status-badge.tsx'
import classes from './raised-note.module.css'
import type { Run } from './run.ts'

/** Says that a person decided what a run counts as: who, why, by what rule, and what was reported. */
export function OverrideNote({ run: { override, status, effectiveStatus } }: { run: Run }) {
  if (!override) return null
  const isSuccess = effectiveStatus !== status
  return (
    <div className={classes.root}>
      <Callout
        tone="info"
        title={
          isSuccess ? `Success by an override; reported as ${statusWord(status)}` : 'Flagged by an override'
        }
      >
        {override.comment && <div>“{override.comment}”</div>}
        <div>
          {reachOf(override)}, by {override.createdBy}, <Instant at={override.createdAt} />
          {override.validUntil && (
            <>
              , until <Instant at={override.validUntil} />
            </>
          )}
          .{' '}
          <InlineLink>
            <Link to="/overrides" search={{ open: override.id }}>
              Open the override
            </Link>
          </InlineLink>
        </div>
      </Callout>
    </div>
  )
}

function reachOf({ kind, object, software, type, text }: NonNullable<Run['override']>): string {
  const about = text ? ` with the text “${text}”` : ''
  switch (kind) {
    case 'run':
      return 'For this run only'
    case 'job':
      return `For this job${about}`
    case 'object':
      return `For ${object ?? 'one object'} of this job${about}`
    case 'global':
      return `For all jobs of ${[software, type].filter(Boolean).join(' · ')}${about}`
  }
}
