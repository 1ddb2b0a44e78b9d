import { expect, it } from 'vitest'
import { quotedName } from './quoted-name.ts'

it.each([
  ['Profile "Night job" failed', 'Night job'],
  ['Profil „Nacht“ beendet', 'Nacht'],
  ["task 'Night' done", 'Night'],
  ["it's Tom's backup", null],
  ['Profile Night failed', null],
  ['Profile " " failed', ''],
])('%s quotes %j', (text, name) => {
  expect(quotedName(text)).toBe(name)
})
