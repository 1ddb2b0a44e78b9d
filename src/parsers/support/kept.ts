/** The same work, done once for each thing it is asked about: several parsers ask the same of one mail. */
export function kept<K extends WeakKey, V>(work: (of: K) => V): (of: K) => V {
  const answers = new WeakMap<K, { answer: V }>()
  return (of) => {
    const known = answers.get(of)
    if (known) return known.answer
    const answer = work(of)
    answers.set(of, { answer })
    return answer
  }
}
