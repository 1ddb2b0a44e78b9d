import { Loader } from '@mantine/core'
import { IconCircleCheckFilled, IconCircleOff, IconCircleXFilled, IconPlayerPause } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { number } from '../../lib/amounts.ts'
import { TimeAgo } from '../../ui/instant.tsx'
import { isMailbox, type Source } from './source.ts'
import classes from './source-state.module.css'

/** Whether a way in works, in words. */
export function SourceState({ source, incident }: { source: Source; incident: string | undefined }) {
  const { tone, icon, words } = stateOf(source, incident)
  return (
    <span className={classes.root} data-tone={tone} title={incident}>
      {icon}
      <span className={classes.words}>{words}</span>
    </span>
  )
}

type Tone = 'good' | 'bad' | 'calm'

function stateOf(
  { connection, enabled, runningImport, upSince, autoImport, lastCompleteImportAt }: Source,
  incident: string | undefined,
): { tone: Tone; icon: ReactNode; words: ReactNode } {
  const bad = (words: ReactNode) => ({
    tone: 'bad' as const,
    icon: <IconCircleXFilled size={15} aria-hidden />,
    words,
  })
  const good = (words: ReactNode) => ({
    tone: 'good' as const,
    icon: <IconCircleCheckFilled size={15} aria-hidden />,
    words,
  })
  const calm = (words: ReactNode, Icon = IconPlayerPause) => ({
    tone: 'calm' as const,
    icon: <Icon size={15} aria-hidden />,
    words,
  })
  if (!enabled) return calm('Disabled', IconCircleOff)
  if (runningImport)
    return {
      tone: 'calm',
      icon: <Loader size={13} aria-hidden />,
      words: `Importing: ${number(runningImport.fetched)} so far`,
    }
  if (incident) return bad(incident)
  if (!isMailbox(connection.kind)) {
    if (upSince)
      return good(
        <>
          Listening, started <TimeAgo at={upSince} />
        </>,
      )
    return connection.kind === 'smtp' || connection.kind === 'http' ? bad('Not listening') : good('Ready')
  }
  if (autoImport) return good('Reads by itself')
  return lastCompleteImportAt ? good('Ready') : calm('Nothing imported yet')
}
