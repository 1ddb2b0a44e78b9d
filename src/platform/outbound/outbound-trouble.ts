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

  constructor(kind: OutboundTroubleKind, message: string, more: { cause?: unknown } = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'OutboundTrouble'
    this.kind = kind
  }
}
