import { expect, it } from 'vitest'
import { readAlerts } from './alert-list.ts'

it('tells new, cleared and current alerts apart, even on one line', () => {
  const mail =
    'TrueNAS @ nas New alert: * Replication "a" failed: no space. * Snapshot Task For Dataset "b/c" failed: busy. The following alert has been cleared: * Replication "d" failed: gone. Current alerts: * Replication "a" failed: no space.'
  expect(readAlerts(mail).map(({ section, type, name }) => [section, type, name])).toEqual([
    ['new', 'Replication', 'a'],
    ['new', 'Snapshot', 'b/c'],
    ['cleared', 'Replication', 'd'],
    ['current', 'Replication', 'a'],
  ])
})
