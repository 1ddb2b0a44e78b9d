import { startTcpProxy } from '../../support/tcp-proxy.ts'
import type { Installation } from '../installation.ts'
import type { Letter } from '../letters.ts'
import { type Answer, Sender } from '../sender.ts'
import { deliveredBy } from '../sent.ts'
import { whenWithheld } from '../strikes.ts'
import type { WayIn } from '../way-in.ts'

/** Mails handed over by a script that tries again until it has a final answer. */
export const HTTP_MAIL: WayIn = {
  name: 'mail',
  open: (installation) => posting(installation, 'mail', 'message/rfc822', ({ raw }) => raw),
}

/** Run reports as JSON, each with a key of its own. */
export const HTTP_RUN: WayIn = {
  name: 'run',
  open: (installation) =>
    posting(installation, 'run', 'application/json', ({ mark, report }) =>
      Buffer.from(JSON.stringify({ idempotency_key: mark, ...report })),
    ),
}

async function posting(
  installation: Installation,
  route: 'mail' | 'run',
  type: string,
  bodyOf: (letter: Letter) => Buffer,
) {
  const line = await startTcpProxy(() => Number(new URL(installation.appUrl()).port))
  const hand = async (letter: Letter): Promise<Answer> =>
    answerOf(
      await fetch(`http://127.0.0.1:${line.port}/api/ingest/${route}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${installation.token}`, 'content-type': type },
        body: new Uint8Array(bodyOf(letter)),
      }),
    )
  return {
    ...deliveredBy(new Sender(hand)),
    strikes: [whenWithheld('stored, and the answer is lost', line, 'answer', /POST \/api/)],
    close: () => line.stop(),
  }
}

/** Taken, refused for good, or to be tried again. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text()
  if (response.ok) return 'taken'
  if (response.status < 500 && response.status !== 429) return 'refused'
  throw new Error(`${response.status} ${text}`)
}
