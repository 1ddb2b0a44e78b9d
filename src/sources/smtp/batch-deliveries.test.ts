import { afterEach, describe, expect, it } from 'vitest'
import { listen, send, type TestListener } from '../../../test/support/smtp-listener.ts'
import { batchDeliveries, type ReceivedMail } from './index.ts'

const mail = (sender: string, size = 10): ReceivedMail => ({
  ownTrace: 0,
  raw: Buffer.alloc(size),
  receivedAt: '2026-11-10T08:00:00.000Z',
  sender,
  recipients: ['reports@msp.example'],
  clientAddress: '192.0.2.7',
})
const limits = { maxMails: 10, maxWaitMs: 20 }
const outcomes = async (deliveries: Promise<void>[]) =>
  (await Promise.allSettled(deliveries)).map((result) =>
    result.status === 'fulfilled' ? 'stored' : String(result.reason.message),
  )

/** A store that notes its commits, and refuses what it is told to. */
function store(refuses: (sender: string) => string | null = () => null) {
  const commits: string[][] = []
  return {
    commits,
    async deliverMany(mails: readonly ReceivedMail[]) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      for (const { sender } of mails) {
        const reason = refuses(sender)
        if (reason) throw new Error(reason)
      }
      commits.push(mails.map(({ sender }) => sender))
    },
  }
}

describe('deliveries at the same time', () => {
  it('share a commit, and those that come meanwhile share the next one', async () => {
    const { commits, deliverMany } = store()
    const deliver = batchDeliveries(deliverMany, limits)
    const first = ['a', 'b', 'c'].map((sender) => deliver(mail(sender)))
    await new Promise((resolve) => setTimeout(resolve, 30))
    const second = ['d', 'e'].map((sender) => deliver(mail(sender)))
    expect(await outcomes([...first, ...second])).toEqual(Array(5).fill('stored'))
    expect(commits).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ])
  })

  it('are committed at once when there are many, and in batches of bounded number and size', async () => {
    const { commits, deliverMany } = store()
    const deliver = batchDeliveries(deliverMany, { maxMails: 3, maxWaitMs: 60_000 })
    const large = 9 * 1024 * 1024
    await Promise.all([mail('a'), mail('b'), mail('c'), mail('d', large), mail('e', large)].map(deliver))
    expect(commits).toEqual([['a', 'b', 'c'], ['d'], ['e']])
  })

  it('fail alone when one of them is bad', async () => {
    const { commits, deliverMany } = store((sender) => (sender === 'bad' ? 'cannot be stored' : null))
    const deliver = batchDeliveries(deliverMany, limits)
    expect(await outcomes(['a', 'bad', 'b'].map((sender) => deliver(mail(sender))))).toEqual([
      'stored',
      'cannot be stored',
      'stored',
    ])
    expect(commits).toEqual([['a'], ['b']])
    await deliver(mail('later'))
  })

  it('fail together, soon, when the store is down', async () => {
    let attempts = 0
    const { deliverMany } = store(() => {
      attempts += 1
      return 'no database'
    })
    const deliver = batchDeliveries(deliverMany, limits)
    expect(await outcomes(Array.from({ length: 10 }, (_, index) => deliver(mail(`${index}`))))).toEqual(
      Array(10).fill('no database'),
    )
    expect(attempts).toBe(4)
  })
})

describe('clients of the listener', () => {
  let listener: TestListener | null = null
  afterEach(() => listener?.stop())

  it('are acknowledged with their own batch', async () => {
    const { commits, deliverMany } = store((sender) => (sender.startsWith('bad') ? 'refused' : null))
    listener = await listen({}, { deliver: batchDeliveries(deliverMany, limits) })
    const { port } = listener
    const senders = ['bad', ...Array.from({ length: 20 }, (_, index) => `backup${index}`)]
    const answers = await Promise.all(
      senders.map((name) =>
        send(port, { from: `${name}@customer-a.example`, to: 'reports@msp.example' }).catch(
          (error) => error.response as string,
        ),
      ),
    )
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['451', ...Array(20).fill('250')])
    expect(commits.flat()).toHaveLength(20)
    expect(commits.length).toBeLessThan(20)
  })
})
