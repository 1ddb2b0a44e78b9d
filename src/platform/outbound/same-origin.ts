/** Whether a link that a server gave leads to the same scheme, host and port as `base`, so that our token may go there. */
export function isSameOrigin(link: string, base: string): boolean {
  const target = URL.parse(link)
  const origin = URL.parse(base)
  return target !== null && origin !== null && target.origin !== 'null' && target.origin === origin.origin
}
