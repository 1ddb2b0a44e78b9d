import type { SMTPServer, SMTPServerSession } from 'smtp-server'
import { Reply } from './reply.ts'

/** How long clients are waited for. */
export type Patience = {
  /** Without a byte. */
  idleMs: number
  /** From the greeting, and from each received message, to the next one: a client may not trickle on forever. */
  messageMs: number
  /** For messages under way when the listener stops. */
  stopMs: number
}

/** The connections of a listener: how many a client has, how long they last, and their orderly end. */
export type Sessions = {
  /** Throws the reply to a client that has too many connections. */
  begin(session: SMTPServerSession): void
  /** Runs the receiving of a message, which `stop` waits for. */
  receive(session: SMTPServerSession, work: () => Promise<void>): Promise<void>
  hangUp(session: SMTPServerSession, reply: Reply): void
  end(session: SMTPServerSession): void
  stop(): Promise<void>
}

const CLOSING = new Reply(421, 'Closing down, try again later')
/** The answer to a message goes out before its connection is closed. */
const REPLY_MS = 100

type Open = { client: string; deadline: NodeJS.Timeout; isReceiving: boolean }

/** One client may hold half of the connections, so that there is room for another. */
export function sessionsOf(server: SMTPServer, maxConnections: number, { messageMs }: Patience): Sessions {
  const maxPerClient = Math.max(1, Math.ceil(maxConnections / 2))
  const open = new Map<string, Open>()
  const receiving = new Set<Promise<void>>()
  let isStopping = false

  const hangUp = ({ id }: Pick<SMTPServerSession, 'id'>, { responseCode, message }: Reply) => {
    for (const connection of server.connections) {
      if (connection.id !== id) continue
      connection.send(responseCode, message)
      connection.close()
    }
  }
  const deadlineOf = (session: SMTPServerSession) =>
    setTimeout(
      () => hangUp(session, new Reply(421, 'This took too long, try again later')),
      messageMs,
    ).unref()

  return {
    hangUp,
    begin(session) {
      const client = session.remoteAddress
      const others = [...open.values()].filter((each) => each.client === client).length
      if (others >= maxPerClient)
        throw new Reply(421, 'Too many connections from your address, try again later')
      open.set(session.id, { client, deadline: deadlineOf(session), isReceiving: false })
    },
    async receive(session, work) {
      const state = open.get(session.id)
      if (state) state.isReceiving = true
      const done = work()
      receiving.add(done)
      try {
        await done
      } finally {
        receiving.delete(done)
        if (state && open.has(session.id)) {
          state.isReceiving = false
          if (isStopping) setTimeout(() => hangUp(session, CLOSING), REPLY_MS)
          clearTimeout(state.deadline)
          state.deadline = deadlineOf(session)
        }
      }
    },
    end({ id }) {
      clearTimeout(open.get(id)?.deadline)
      open.delete(id)
    },
    async stop() {
      isStopping = true
      const closed = new Promise<void>((resolve) => server.close(resolve))
      for (const { id } of [...server.connections]) if (!open.get(id)?.isReceiving) hangUp({ id }, CLOSING)
      await closed
      await Promise.allSettled(receiving)
    },
  }
}
