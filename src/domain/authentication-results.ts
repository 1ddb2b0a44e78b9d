/** One check of one header: `dkim`, `pass`, and what it speaks of, in lower case. */
export type AuthenticationResult = { method: string; result: string; properties: ReadonlyMap<string, string> }

/** Splits a header's value as RFC 8601 writes it; the server's name is null where there is none (Exchange Online). Comments are dropped. */
export function parseAuthenticationResults(value: string): {
  server: string | null
  results: AuthenticationResult[]
} {
  const [first = '', ...rest] = withoutComments(value.slice(0, MAX_HEADER)).split(';', MAX_PARTS)
  const firstIsResult = /^\s{0,50}[a-z][a-z0-9-]{0,60}(?:\/\d{1,5})?\s{0,5}=/i.test(first)
  // A version number may follow the server's name.
  const server = firstIsResult ? null : (first.trim().split(/\s+/)[0] ?? '').toLowerCase() || null
  return { server, results: (firstIsResult ? [first, ...rest] : rest).flatMap(resultOf) }
}

const MAX_HEADER = 20_000
const MAX_PARTS = 200

function resultOf(part: string): AuthenticationResult[] {
  const pairs = [
    ...part.matchAll(/([a-z][a-z0-9.-]{0,60})(?:\/\d{1,5})?\s{0,5}=\s{0,5}("[^"]*"|[^\s;"]+)/gi),
  ].map(([, name = '', text = '']) => [name.toLowerCase(), text.replace(/^"|"$/g, '').toLowerCase()] as const)
  const [head, ...properties] = pairs
  return head ? [{ method: head[0], result: head[1], properties: new Map(properties) }] : []
}

/** Comments in parentheses may nest. What stands in quotes is a value, whatever it looks like: its signs are made harmless. */
function withoutComments(value: string): string {
  let depth = 0
  let quoted = false
  let kept = ''
  for (let at = 0; at < value.length; at++) {
    const char = value[at] ?? ''
    if (char === '\\') at++
    else if (depth === 0 && char === '"') quoted = !quoted
    else if (!quoted && char === '(') depth++
    else if (!quoted && char === ')') depth = Math.max(0, depth - 1)
    if (depth === 0 && !(char === ')' && !quoted)) kept += quoted && /[;=]/.test(char) ? '_' : char
  }
  return kept
}
