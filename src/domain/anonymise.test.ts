import { expect, it } from 'vitest'
import { anonymised, replacementsFor } from './anonymise.ts'

const NAMES = { Customer: ['Bakery Crumb'], Host: ['SRV-7'], Job: [], Object: [] }
const change = (text: string) => anonymised(text, replacementsFor([text], NAMES))

it('replaces customers, hosts, addresses and IP addresses, the same by the same', () => {
  expect(change('bakery crumb: SRV-7 (srv-7.crumb.example, 10.1.2.3), again SRV-7, joe@crumb.example')).toBe(
    'Customer 1: Host 1 (host-1.example, 192.0.2.1), again Host 1, sender-1@customer.example',
  )
})

it('leaves files, figures and what names nobody', () => {
  const text = 'daily.vbk 12.5 GB 03:00:00 10.11.2026 version 13.0.1'
  expect(change(text)).toBe(text)
})

it('takes names literally, not as patterns', () => {
  expect(anonymised('a.c abc', replacementsFor([], { Object: ['a.c'] }))).toBe('Object 1 abc')
})
