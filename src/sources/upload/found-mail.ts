/** A mail found in a file, or what is wrong with (a part of) it; `name` says where it was. */
export type FoundMail =
  | { kind: 'mail'; name: string; raw: Uint8Array }
  | { kind: 'problem'; name: string; problem: string }

/** A single mail beyond this is not taken in; every mail server refuses such mails too. */
export const MAX_MAIL_BYTES = 64 * 1024 * 1024
