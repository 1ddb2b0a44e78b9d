/** An answer to an SMTP command that does not carry it out: 4xx asks to try again later, 5xx not to. */
export class Reply extends Error {
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.name = 'Reply'
    this.responseCode = responseCode
  }
}
