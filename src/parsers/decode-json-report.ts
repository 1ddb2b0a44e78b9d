import type { Decoded } from './decode-mail.ts'

const OPENING_BRACE = 0x7b

/** Whether these bytes are a report as JSON and not a mail: no header line begins with a brace. */
export function isJsonReport(raw: Uint8Array): boolean {
  return raw[0] === OPENING_BRACE
}

/** A report that came as JSON, as the mail whose body it would be; who sent it is known to whoever took it in. */
export function decodeJsonReport(raw: Uint8Array): Decoded {
  const text = new TextDecoder().decode(raw).replaceAll('\u0000', '')
  return {
    kind: 'decoded',
    mail: {
      fromAddress: '',
      fromName: '',
      recipients: [],
      to: [],
      subject: '',
      messageId: null,
      sentAt: null,
      topReceivedAt: null,
      earlierReceivedAt: null,
      receivedAt: null,
      text,
      html: '',
      authenticationResults: [],
    },
  }
}
