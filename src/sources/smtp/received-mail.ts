/** A message as it was received, not yet acknowledged to its sender. */
export type ReceivedMail = {
  /** The message with our trace headers on top. */
  raw: Uint8Array
  /** So many bytes of it are those headers. */
  ownTrace: number
  /** ISO instant. */
  receivedAt: string
  /** The envelope's sender; empty for messages that want no answer. */
  sender: string
  /** The envelope's recipients that we accepted, in lower case, with plus-tags. */
  recipients: readonly string[]
  clientAddress: string
}
