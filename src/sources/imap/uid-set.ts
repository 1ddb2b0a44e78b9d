/** Ascending UIDs as an IMAP set: `[1, 2, 3, 7]` is `1:3,7`. */
export function uidSet(uids: readonly number[]): string {
  const runs: { first: number; last: number }[] = []
  for (const uid of uids) {
    const run = runs.at(-1)
    if (run && uid === run.last + 1) run.last = uid
    else runs.push({ first: uid, last: uid })
  }
  return runs.map(({ first, last }) => (first === last ? `${first}` : `${first}:${last}`)).join(',')
}
