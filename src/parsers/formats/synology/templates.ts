import { foldWords } from '../../support/words.ts'

/** The names that a template found, under the letters of its slots. */
export type Filled<T> = { says: T; slots: Partial<Record<string, string>> }

/** Templates ready for `fillTemplate`. */
export type Templates<T> = readonly { says: T; pattern: RegExp }[]

const SLOT = /\{([A-Za-z]\w{0,8})\}/

/**
 * Compiles whole sentences of the vendor in which `{A}` (capital) stands for one word, such as the name of a NAS, and
 * `{x}` (small) for any text. A sentence must end where the template ends; before it an owner's prefix may stand.
 */
export function compileTemplates<T>(
  table: readonly { says: T; sentences: readonly string[] }[],
): Templates<T> {
  return table.flatMap(({ says, sentences }) =>
    sentences.map((sentence) => ({
      says,
      pattern: new RegExp(`${START}${patternOf(sentence)}[.! ]{0,2}$`, 'du'),
    })),
  )
}

/** The first template that the text fills; null when none does. */
export function fillTemplate<T>(text: string, templates: Templates<T>): Filled<T> | null {
  const original = text.slice(0, 400)
  const folded = foldWords(original)
  for (const { says, pattern } of templates) {
    const groups = pattern.exec(folded)?.indices?.groups
    if (!groups) continue
    const slots: Partial<Record<string, string>> = {}
    for (const [name, place] of Object.entries(groups)) {
      if (place) slots[name] = original.slice(place[0], place[1])
    }
    return { says, slots }
  }
  return null
}

const START = '(?<![\\p{L}\\p{N}])'

function patternOf(sentence: string): string {
  return sentence
    .split(/(\{\w{1,9}\})/)
    .map((piece) => {
      const name = SLOT.exec(piece)?.[1]
      if (name) return `(?<${name}>${/^[A-Z]/.test(name) ? '\\S{1,64}' : '.{1,128}?'})`
      return piece === '' ? '' : RegExp.escape(foldWords(piece))
    })
    .join('')
}
