import { connect, type Socket } from 'node:net'

/** A bare line to an SMTP server, for what no mail program would say. */
export type SmtpLine = {
  socket: Socket
  /** Sends exactly these bytes, and does not wait. */
  send(bytes: string | Buffer): void
  /** Sends a command and waits for its whole answer. */
  ask(command: string): Promise<string>
  /** The next whole answer; empty when the server hangs up instead. */
  hear(): Promise<string>
  /** Everything that the server says until it hangs up. */
  rest(): Promise<string>
}

/** Connects and waits for nothing. */
export function dial(port: number, from = '127.0.0.1'): SmtpLine {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from })
  let heard = ''
  let isClosed = false
  let wake = () => {}
  socket.on('data', (chunk) => {
    heard += chunk.toString('latin1')
    wake()
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    isClosed = true
    wake()
  })
  const until = async (isDone: () => boolean) => {
    while (!isDone() && !isClosed)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  const hear = async () => {
    const whole = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/
    await until(() => whole.test(heard))
    const [answer = ''] = whole.exec(heard) ?? []
    heard = heard.slice(answer.length)
    return answer.trim()
  }
  return {
    socket,
    send: (bytes) => void socket.write(bytes),
    hear,
    ask(command) {
      socket.write(`${command}\r\n`)
      return hear()
    },
    async rest() {
      await until(() => false)
      return heard
    },
  }
}

/** A line that has said hello and named a sender and a recipient. */
export async function dialForMail(port: number, recipient = 'reports@msp.example'): Promise<SmtpLine> {
  const line = dial(port)
  await line.hear()
  await line.ask('EHLO backup.customer-a.example')
  await line.ask('MAIL FROM:<backup@customer-a.example>')
  await line.ask(`RCPT TO:<${recipient}>`)
  return line
}
