import type { Paging } from '../../lib/keyset-paging.ts'
import type { SetSearch } from '../../lib/search-params.ts'
import { PreviewView } from './preview-view.tsx'
import type { ReparseSearch } from './reparse-search.ts'
import { StartView } from './start-view.tsx'

interface ReparsePageProps {
  search: ReparseSearch
  setSearch: SetSearch<ReparseSearch>
  paging: Paging
}

/** Reading stored messages again: find out what it would change, look at it, and only then do it. */
export function ReparsePage({ search, setSearch, paging }: ReparsePageProps) {
  return search.preview === undefined ? (
    <StartView search={search} setSearch={setSearch} />
  ) : (
    <PreviewView id={search.preview} search={search} setSearch={setSearch} paging={paging} />
  )
}
