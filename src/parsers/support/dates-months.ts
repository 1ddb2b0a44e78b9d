import { foldWords } from './words.ts'

/** The number (1–12) of a month by its name, or by three or more of its first letters, in any language our reports come in; null when it is none or fits two. */
export function monthByName(word: string): number | null {
  const folded = foldWords(word)
  if (folded.length < 3) return null
  const fitting = new Set<number>()
  for (const names of MONTHS) {
    const index = names.indexOf(folded)
    if (index >= 0) return index + 1
    for (const [at, name] of names.entries()) if (name.startsWith(folded)) fitting.add(at + 1)
  }
  const [only] = fitting
  return fitting.size === 1 && only !== undefined ? only : null
}

const MONTHS: readonly string[][] = [
  'january february march april may june july august september october november december',
  'januari februari maart april mei juni juli augustus september oktober november december',
  'januar februar marz april mai juni juli august september oktober november dezember',
  'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre',
  'januar februar marts april maj juni juli august september oktober november december',
  'ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie',
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre',
  'janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro',
  // Short forms that are no beginning of the name, each in its month's place.
  'janner feb mrt apr mei jun jul aug sept okt nov dez',
  'jan feb mrz apr mai jun jul aou sep oct nov dec',
].map((names) => names.split(' '))
