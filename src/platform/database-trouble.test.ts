import { expect, it } from 'vitest'
import { isDatabaseTrouble } from './database-trouble.ts'

const error = (message: string, code?: string) => Object.assign(new Error(message), code ? { code } : {})

it.each([
  ['the server shuts down', error('terminating connection due to administrator command', '57P01')],
  ['the disk is full', error('could not extend file', '53100')],
  ['two transactions wait for each other', error('deadlock detected', '40P01')],
  ['nobody listens', error('connect ECONNREFUSED 127.0.0.1:5432', 'ECONNREFUSED')],
  ['the connection breaks off', error('Connection terminated unexpectedly')],
])('it is the database’s trouble when %s', (_what, trouble) => {
  expect(isDatabaseTrouble(trouble)).toBe(true)
})

it.each([
  ['a text holds what no text may', error('invalid byte sequence for encoding "UTF8": 0x00', '22021')],
  ['a value breaks a rule', error('new row violates check constraint', '23514')],
  ['a fault of ours', new TypeError('undefined is not a function')],
])('it is none when %s', (_what, fault) => {
  expect(isDatabaseTrouble(fault)).toBe(false)
})
