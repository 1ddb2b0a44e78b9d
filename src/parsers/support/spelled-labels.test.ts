import { expect, it } from 'vitest'
import { countOf, everydayLabels, labelled } from './known-labels.ts'
import { readSpelledLabels } from './spelled-labels.ts'

const LABELS = everydayLabels({ job: ['Job'], status: ['Status'], errors: ['Errors'] })

it('labels of everyday words have a colon, a cell or a line of their own', () => {
  const labels = readSpelledLabels(
    ['Job: Night', 'Status\tDone\twith care', 'Errors', '3 of them', 'next'],
    LABELS,
  )
  expect(labelled(labels, 'job')).toBe('Night')
  expect(labelled(labels, 'status')).toBe('Done with care')
  expect(labelled(labels, 'errors')).toBe('3 of them')
  expect(countOf(labels, 'errors')).toBe(3)
  expect(countOf(labels, 'job')).toBe(0)
})

it('the same words in sentences are none', () => {
  expect(readSpelledLabels(['Job Night has the status 5', 'Errors happen'], LABELS)).toEqual({
    values: [],
    rest: ['Job Night has the status 5', 'Errors happen'],
  })
})
