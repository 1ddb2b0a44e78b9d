/** Says that a warning is ours and not the report's, and why. */
export function raisedInWords(because: string): string {
  return `Raised by our rule: ${because}`
}
