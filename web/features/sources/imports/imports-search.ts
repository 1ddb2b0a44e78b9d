/** What the URL of the imports page says. */
export interface ImportsSearch {
  source?: number | undefined
  after?: string | undefined
  import?: number | undefined
}

export const IMPORTS_PAGE = 50

/** The list that the URL asks for. */
export function importsInput({ source, after }: ImportsSearch) {
  return { sourceId: source, after, limit: IMPORTS_PAGE }
}
