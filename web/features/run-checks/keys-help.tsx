import { FocusTrap, Modal, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useRunExtras } from '../../lib/run-actions.tsx'
import { InlineLink } from '../../ui/inline-link.tsx'
import { KeyCap } from '../../ui/key-cap.tsx'
import classes from './keys-help.module.css'

type KeyRow = readonly [keys: readonly string[], meaning: string]

const IN_THE_LIST: readonly KeyRow[] = [
  [['j', 'k'], 'next and previous job'],
  [['Enter'], 'open the job'],
  [['r'], 'mark it reviewed, or all that are ticked'],
  [['x'], 'tick or untick; shift-click ticks a range'],
  [['a'], 'tick everything that the filters leave'],
  [['Esc'], 'untick everything'],
  [['e'], 'review all successes'],
  [['g'], 'group by customer, by message, not at all'],
  [['shift', 'x'], 'tick the whole group'],
  [['/'], 'search'],
  [['u'], 'undo the last action'],
  [['?'], 'this list'],
]

const IN_A_JOB: readonly KeyRow[] = [
  [['←', '→', 'j', 'k'], 'previous and next run'],
  [['r'], 'mark the run reviewed and go on'],
  [['shift', 'r'], 'mark all shown runs reviewed'],
  [['n', 'p'], 'next and previous job'],
  [['c'], 'take the job over from a colleague'],
  [['u'], 'undo the last action'],
  [['Esc'], 'back to the list'],
]

/** The keys of Run Checks. */
export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { actions } = useRunExtras()
  const inBoth = actions.map(({ key, label }): KeyRow => [[key], label.toLowerCase()])
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size="lg" centered>
      <FocusTrap.InitialFocus />
      <div className={classes.columns}>
        <KeyTable title="In the list" keys={IN_THE_LIST} />
        <KeyTable title="In a job" keys={IN_A_JOB} />
        {inBoth.length > 0 && <KeyTable title="In both" keys={inBoth} />}
      </div>
      <Text size="sm" c="dimmed" mt="md">
        What a review, an override and a ticket mean:{' '}
        <InlineLink>
          <Link to="/documentation/$section/$slug" params={{ section: 'review', slug: 'run-checks' }}>
            documentation
          </Link>
        </InlineLink>
      </Text>
    </Modal>
  )
}

interface KeyTableProps {
  title: string
  keys: readonly KeyRow[]
}

function KeyTable({ title, keys }: KeyTableProps) {
  return (
    <section className={classes.section}>
      <h3 className={classes.title}>{title}</h3>
      <dl className={classes.list}>
        {keys.map(([caps, meaning]) => (
          <div key={meaning} className={classes.row}>
            <dt>
              {caps.map((cap) => (
                <KeyCap key={cap}>{cap}</KeyCap>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
