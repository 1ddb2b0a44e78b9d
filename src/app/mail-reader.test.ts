import { describe, expect, it } from 'vitest'
import { NO_RULES } from '../domain/parser-rule.ts'
import { createMailReader } from './mail-reader.ts'

const saying = (subject: string, body = '') =>
  Buffer.from(`From: nas@customer-a.example\r\nSubject: ${subject}\r\n\r\n${body}`)

describe('reading raw mails', () => {
  it.each([1, 7, 8, 45])('gives %i answers in the order of the mails', async (count) => {
    const reader = createMailReader(2)
    const mails = Array.from({ length: count }, (_, index) => saying(`Report ${index}`))
    const readings = await reader.readAll(mails, NO_RULES)
    await reader.close()
    expect(
      readings.map(({ decoded }) => (decoded.kind === 'decoded' ? decoded.mail.subject : decoded.reason)),
    ).toEqual(mails.map((_, index) => `Report ${index}`))
  })

  it('lets everybody else go on while a large mail is read', async () => {
    const reader = createMailReader(1)
    let turns = 0
    let isRead = false
    const turn = () => {
      turns += 1
      if (!isRead) setImmediate(turn)
    }
    setImmediate(turn)
    const [reading] = await reader.readAll([saying('Large', 'x\r\n'.repeat(100_000))], NO_RULES)
    isRead = true
    await reader.close()
    expect(reading?.decoded.kind).toBe('decoded')
    expect(turns).toBeGreaterThan(1000)
  })
})
