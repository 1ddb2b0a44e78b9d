export type OutboundTroubleKind =
  /** An address that must not be asked: not HTTP, or inside a private network. */
  | 'forbidden-address'
  /** No connection, or one that broke off. */
  | 'unreachable'
  | 'timeout'
  | 'too-large'
  /** An answer of a form that was not agreed. */
  | 'unreadable'

/** Why a server gave no usable answer; the text names the host only, since a whole address may be a secret. */
export class OutboundTrouble extends Error {
  readonly kind: OutboundTroubleKind

  constructor(kind: OutboundTroubleKind, message: string) {
    super(message)
    this.name = 'OutboundTrouble'
    this.kind = kind
  }
}

/** The same trouble with every secret blotted out of its text, however it got there. */
export function withoutSecrets(trouble: OutboundTrouble, secrets: readonly string[] = []): OutboundTrouble {
  const message = secrets
    .filter((secret) => secret.length > 0)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((text, secret) => text.replaceAll(secret, '[redacted]'), trouble.message)
  return message === trouble.message ? trouble : new OutboundTrouble(trouble.kind, message)
}
