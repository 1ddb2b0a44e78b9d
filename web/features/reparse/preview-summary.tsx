import { Progress, Text } from '@mantine/core'
import { countOf, number } from '../../lib/amounts.ts'
import { Callout } from '../../ui/callout.tsx'
import { Figures } from '../../ui/figures.tsx'
import { Panel } from '../../ui/panel.tsx'
import classes from './preview-summary.module.css'
import { isAtWork, type Preview } from './reparse-search.ts'

/** What a preview found, or did, in one sentence and its figures. */
export function PreviewSummary({ preview }: { preview: Preview }) {
  const { obstacle, state } = preview
  return (
    <Panel title={state === 'applying' || state === 'applied' ? 'What is done' : 'What would change'}>
      <p className={classes.headline} role="status">
        {headline(preview)}
      </p>
      <Text size="sm" c="dimmed">
        {sources(preview)}
      </Text>
      {isAtWork(preview) && (
        <Progress
          mt="sm"
          value={preview.progress * 100}
          animated
          aria-label={state === 'applying' ? 'Messages applied' : 'Messages read'}
        />
      )}
      <Figures items={figures(preview)} />
      {obstacle && (
        <div className={classes.note}>
          <Callout tone={state === 'failed' ? 'danger' : 'info'}>{obstacle}</Callout>
        </div>
      )}
    </Panel>
  )
}

function headline(preview: Preview): string {
  const { state, changedMessages, changedRuns, draft, applied, read } = preview
  if (applied) {
    const done = `${countOf(applied.messages, 'message')} read again, ${countOf(applied.runs, 'run')} changed`
    return state === 'applied' ? done : `${done} so far`
  }
  if (draft)
    return draft.matches === 0
      ? 'The draft takes no message'
      : `The draft takes ${countOf(draft.matches, 'message')}`
  if (state === 'queued') return 'Begins in a moment'
  if (changedMessages === 0)
    return read === 0 && state !== 'running' ? 'There is nothing to read again' : 'Nothing would change'
  return `Would change ${countOf(changedMessages, 'message')} / ${countOf(changedRuns, 'run')}`
}

function sources({
  read,
  total,
  totalIsExact,
  fromRaw,
  fromStoredText,
  bounded,
  draft,
  state,
}: Preview): string {
  const of =
    total === null || state === 'ready' || state === 'applied'
      ? ''
      : ` of ${totalIsExact ? '' : 'more than '}${number(total)}`
  const how =
    fromStoredText === 0
      ? 'from the mails as they came'
      : `${number(fromRaw)} from the mails as they came, ${number(fromStoredText)} from the stored text because the mail itself is no longer kept`
  const limit = bounded ? ` Only the newest were looked at.` : ''
  const fitting = draft ? ' that its sender and subject fit' : ''
  return read === 0 ? '' : `${countOf(read, 'message')}${of}${fitting} read again, ${how}.${limit}`
}

function figures(preview: Preview): (readonly [string, number])[] {
  const { byKind, reviewedRuns, newResults, movedIdentities, draft, applied } = preview
  if (applied)
    return [
      ['Messages read again', applied.messages],
      ['Runs changed', applied.runs],
      ['Of them reviewed', applied.reviewedRuns],
      ['Left the Inbox', applied.autoApproved],
      ['Kept as they were', applied.keptAsRead],
      ['Errors', applied.errors],
    ]
  const competition = draft
    ? ([
        ['Also taken by others', draft.conflicts],
        ['The draft wins', draft.wins],
        ['The other wins', draft.loses],
      ] as const)
    : []
  return [
    ...competition,
    ['Read otherwise', byKind.changed],
    ['Read for the first time', byKind['newly read']],
    ['No longer read', byKind['no longer read']],
    ['Failed to read', byKind['failed to read']],
    ['Reviewed runs', reviewedRuns],
    ['New results', newResults],
    ['Changed identities', movedIdentities],
  ]
}
