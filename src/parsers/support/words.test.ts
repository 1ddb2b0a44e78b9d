import { describe, expect, it } from 'vitest'
import { compilePhrases, findPhrase, findPhraseAtEnd, foldWords } from './words.ts'

describe('folding', () => {
  it('drops case, accents and typographic signs', () => {
    expect(foldWords('L’Été – ÜBER back\u2011up')).toBe("l'ete - uber back-up")
  })

  it('keeps every text exactly as long as it was', () => {
    for (const text of [
      'İstanbul',
      'Straße',
      'fuldført på',
      '한국어',
      '\ud800x',
      'e\u0301',
      'naïve\u00a0’',
    ]) {
      expect(foldWords(text)).toHaveLength(text.length)
    }
  })
})

describe('a table of phrases', () => {
  const phrases = compilePhrases([
    { says: 'warning', phrases: ['partially completed', 'partially'] },
    { says: 'success', phrases: ['completed', 'terminée'] },
  ])

  it('lets an earlier row win over a later one', () => {
    expect(findPhrase('completed, but partially', phrases)?.says).toBe('warning')
  })

  it('finds whole words only, with or without accents', () => {
    expect(findPhrase('uncompleted', phrases)).toBeNull()
    expect(findPhrase('tâche TERMINEE.', phrases)).toEqual({ says: 'success', start: 6, end: 14 })
  })

  it('finds what ends a text, the longest phrase first', () => {
    expect(findPhraseAtEnd('Nightly partially completed', phrases)).toMatchObject({
      says: 'warning',
      start: 8,
    })
    expect(findPhraseAtEnd('completed on time', phrases)).toBeNull()
  })
})
