import { expect, it } from 'vitest'
import { type Verdict, withoutNames, worstOf } from './verdicts.ts'

it('the worst of what was said counts, in the words that said it first', () => {
  const said: Verdict[] = [
    { status: 'success', statusText: 'done' },
    { status: 'failed', statusText: 'broken' },
    { status: 'failed', statusText: 'lost' },
  ]
  expect(worstOf(said)).toEqual({ status: 'failed', statusText: 'broken' })
  expect(worstOf([])).toBeNull()
})

it('a name says nothing about the outcome, whatever it is made of', () => {
  expect(withoutNames('Backup "$& failed" on SRV: ok', '$& failed', null, 'SRV')).toBe(
    'Backup " - " on  - : ok',
  )
})
