import pino, { type Logger } from 'pino'

export type { Logger }

/** Keys whose values never reach a log line, at any depth that our objects have. */
const SECRET_KEYS = ['password', 'token', 'secret', 'authorization', 'cookie', 'client_secret']

/** A structured logger on standard output: readable lines on a terminal, JSON elsewhere. */
export function createLogger(level: string): Logger {
  const redact = {
    paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
    censor: '[redacted]',
  }
  if (!process.stdout.isTTY) return pino({ level, redact })
  return pino({
    level,
    redact,
    transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } },
  })
}
