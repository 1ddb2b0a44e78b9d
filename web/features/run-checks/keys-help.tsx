import { FocusTrap, Modal } from '@mantine/core'
import { KeyCap } from '../../ui/key-cap.tsx'
import classes from './keys-help.module.css'

const IN_THE_LIST = [
  [['j', 'k'], 'next and previous job'],
  [['Enter'], 'open the job'],
  [['r'], 'mark it reviewed, or all that are ticked'],
  [['x'], 'tick or untick'],
  [['Esc'], 'untick everything'],
  [['/'], 'search'],
  [['u'], 'undo the last review'],
  [['?'], 'this list'],
] as const

const IN_A_JOB = [
  [['←', '→', 'j', 'k'], 'previous and next run'],
  [['r'], 'mark the run reviewed and go on'],
  [['shift', 'r'], 'mark all shown runs reviewed'],
  [['n', 'p'], 'next and previous job'],
  [['u'], 'undo the last review'],
  [['Esc'], 'back to the list'],
] as const

/** The keys of Run Checks. */
export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" centered>
      <FocusTrap.InitialFocus />
      <KeyTable title="In the list" keys={IN_THE_LIST} />
      <KeyTable title="In a job" keys={IN_A_JOB} />
    </Modal>
  )
}

interface KeyTableProps {
  title: string
  keys: readonly (readonly [keys: readonly string[], meaning: string])[]
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
