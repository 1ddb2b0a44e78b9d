import { Badge, Button, Collapse, Text } from '@mantine/core'
import { IconWand } from '@tabler/icons-react'
import { useState } from 'react'
import { countOf } from '../../lib/amounts.ts'
import { ObjectsTable } from '../../ui/objects-table.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import type { Draft } from './decisions.ts'
import type { Result } from './inbox-search.ts'
import classes from './result-card.module.css'
import { ResultForm } from './result-form.tsx'

interface ResultCardProps {
  result: Result
  /** The only result of its message: then its objects are shown at once. */
  alone: boolean
  draft: Draft
  editable: boolean
  onChange: (patch: Partial<Draft>) => void
  onTakeProbable: () => void
}

/** One result of a message: what it says, where it should go, and its objects. */
export function ResultCard({ result, alone, draft, editable, onChange, onTakeProbable }: ResultCardProps) {
  const { status, software, type, statusText, remark, informational, state, probableJob, objects } = result
  const [opened, setOpened] = useState(alone)
  return (
    <section className={classes.card} aria-label={`${software} ${type} ${result.jobName}`}>
      <header className={classes.head}>
        <StatusBadge status={status} />
        <Text fw={600}>
          {software} <span className={classes.type}>{type}</span>
        </Text>
        {result.companyName && <Badge variant="default">{result.companyName}</Badge>}
        {informational && <Badge variant="default">informational</Badge>}
        {state !== 'open' && <Badge variant="default">{state}</Badge>}
      </header>
      {statusText && <p className={classes.text}>{statusText}</p>}
      {remark && <p className={classes.text}>{remark}</p>}
      {editable && probableJob && (
        <div className={classes.probable}>
          <Text size="sm">
            Probably <b>{probableJob.name}</b> of {probableJob.customer.name}
          </Text>
          <Button size="compact-sm" leftSection={<IconWand size={14} />} onClick={onTakeProbable}>
            Yes, that job
          </Button>
        </div>
      )}
      {editable && <ResultForm result={result} oneOfSeveral={!alone} draft={draft} onChange={onChange} />}
      {!editable && <Text size="sm">{[result.jobName, result.host].filter(Boolean).join(' on ')}</Text>}
      {objects.length > 0 && (
        <div className={classes.objects}>
          {!opened && (
            <Button variant="subtle" size="compact-sm" onClick={() => setOpened(true)}>
              Show {countOf(objects.length, 'object')}
            </Button>
          )}
          <Collapse expanded={opened}>
            <ObjectsTable objects={objects} />
          </Collapse>
        </div>
      )}
    </section>
  )
}
