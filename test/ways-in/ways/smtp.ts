import nodemailer from 'nodemailer'
import { createSource } from '../../../src/features/sources/sources.ts'
import type { Moment } from '../../faults/moments.ts'
import { ANNA } from '../../support/cast.ts'
import { freePort } from '../../support/free-port.ts'
import { startTcpProxy } from '../../support/tcp-proxy.ts'
import type { Letter } from '../letters.ts'
import { type Answer, Sender } from '../sender.ts'
import { deliveredBy } from '../sent.ts'
import { atMoment, whenWithheld } from '../strikes.ts'
import type { WayIn } from '../way-in.ts'

/** Before the commit after which a sender is told 250. */
const PUTTING_DOWN: Moment = {
  name: 'putting down what was handed over',
  stage: 'stored',
  gates: [{ tables: ['mail_arrivals'], mode: 'share' }],
  fits: () => true,
}

/** The listener, and a mail server that hands over and tries again on 4xx and broken connections. */
export const SMTP: WayIn = {
  name: 'smtp',
  async open(installation) {
    const port = await freePort()
    await createSource(installation.world, ANNA, {
      name: 'SMTP listener',
      connection: {
        kind: 'smtp',
        settings: {
          ...{ host: '127.0.0.1', port, allowedClients: ['127.0.0.1'], recipientDomains: ['msp.example'] },
          ...{ recipientAddresses: [], allowPlusTags: true, maxBytes: 40 * 1024 * 1024, requireTls: false },
          ...{ authentication: 'none', user: null, certificate: null },
          ...{ maxConnections: 50, maxPerClientPerMinute: 100_000 },
        },
      },
      ...{ enabled: true, autoImport: false, intervalMinutes: 15, batchSize: 100 },
      trustedAuthenticationServer: null,
    })
    const line = await startTcpProxy(port)
    const sender = new Sender((letter: Letter) => hand(line.port, letter))
    return {
      ...deliveredBy(sender),
      strikes: [
        atMoment(installation, PUTTING_DOWN),
        whenWithheld('put down, and the 250 is lost', line, 'answer', /\r\n\.\r\n/),
      ],
      close: () => line.stop(),
    }
  },
}

/** One connection for each mail; the final answer to the message decides. */
async function hand(port: number, { raw }: Letter): Promise<Answer> {
  const transport = nodemailer.createTransport({
    ...{ host: '127.0.0.1', port, name: 'mx.customer-1.example', secure: false, ignoreTLS: true },
    ...{ connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 60_000 },
  })
  try {
    await transport.sendMail({ envelope: { from: 'mta@customer-1.example', to: 'reports@msp.example' }, raw })
    return 'taken'
  } catch (error) {
    if (isFinal(error)) return 'refused'
    throw error
  } finally {
    transport.close()
  }
}

function isFinal(error: unknown): boolean {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  return code >= 500 && code < 600
}
