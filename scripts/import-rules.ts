import type { ICruiseOptions, IRegularForbiddenRuleType } from 'dependency-cruiser'

const only = (name: string, from: string, allowed: string, comment: string): IRegularForbiddenRuleType => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { pathNot: allowed, dependencyTypesNot: ['core'] },
})

/** Who may import whom: the arrows of ARCHITECTURE.md. Each rule says what is forbidden. */
export const IMPORT_RULES: IRegularForbiddenRuleType[] = [
  {
    name: 'no-cycles',
    severity: 'error',
    comment: 'Nothing may need itself.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
  {
    name: 'no-undeclared-packages',
    severity: 'error',
    from: { path: '^(src|contract|web)/' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
  only('domain-is-pure', '^src/domain/', '^src/domain/', 'Rules know rules only.'),
  {
    name: 'domain-and-parsers-no-node',
    severity: 'error',
    comment: 'No I/O in rules and parsers.',
    from: { path: '^src/(domain|parsers)/', pathNot: '\\.test\\.ts$' },
    to: { dependencyTypes: ['core'] },
  },
  only(
    'parsers-are-pure',
    '^src/parsers/',
    '^src/(parsers|domain)/|node_modules/(postal-mime|htmlparser2|domhandler|domutils|css-select|re2js)/',
    'A mail becomes facts without I/O.',
  ),
  {
    name: 'formats-are-islands',
    severity: 'error',
    comment: 'A format knows its own folder and the shared support.',
    from: { path: '^src/parsers/formats/([^/]+)/', pathNot: '\\.test\\.ts$' },
    to: { path: '^src/parsers/formats/([^/]+)/', pathNot: '^src/parsers/formats/$1/' },
  },
  {
    name: 'formats-by-registry-only',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/parsers/(registry\\.ts|formats/)' },
    to: { path: '^src/parsers/formats/' },
  },
  only(
    'sources-are-islands',
    '^src/sources/([^/]+)/',
    '^src/(sources/$1|platform|domain)/|node_modules/',
    'A way in knows the outside world and itself.',
  ),
  {
    name: 'platform-never-upward',
    severity: 'error',
    comment: 'Plumbing knows no product.',
    from: { path: '^src/platform/' },
    to: { path: '^src/(app|cli|features|parsers|sources|integrations|domain)/|^(contract|web)/' },
  },
  {
    name: 'features-by-index',
    severity: 'error',
    comment: 'A feature reaches another through its index only.',
    from: { path: '^src/features/([^/]+)/', pathNot: '\\.test\\.ts$' },
    to: { path: '^src/features/([^/]+)/', pathNot: '^src/features/($1/|[^/]+/index\\.ts$)' },
  },
  {
    name: 'features-not-the-rims',
    severity: 'error',
    comment: 'Only the type of the world comes from app/.',
    from: { path: '^src/features/' },
    to: { path: '^src/(app|cli)/', pathNot: '^src/app/world\\.ts$' },
  },
  {
    name: 'routes-by-app-only',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/app/' },
    to: { path: '\\.(routes|jobs)\\.ts$' },
  },
  {
    name: 'sql-in-queries',
    severity: 'error',
    comment: 'SQL lives in *.queries.ts.',
    from: { path: '^src/', pathNot: '(\\.queries\\.ts|\\.test\\.ts)$|^src/platform/' },
    to: { path: 'node_modules/(kysely|pg)/' },
  },
  {
    name: 'sql-tag-in-queries',
    severity: 'error',
    comment: 'At run time the database module is for *.queries.ts and the rims.',
    from: { path: '^src/', pathNot: '(\\.queries\\.ts|\\.test\\.ts)$|^src/(platform|app)/' },
    to: { path: '^src/platform/db\\.ts$', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'fastify-at-the-rim',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(platform/http|app)/' },
    to: { path: 'node_modules/(fastify|@fastify)/' },
  },
  {
    name: 'queue-in-platform',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/platform/jobs\\.ts$' },
    to: { path: 'node_modules/pg-boss/' },
  },
  only(
    'contract-is-the-wire',
    '^contract/',
    '^(contract|src/domain)/|node_modules/(zod|@orpc/contract)/',
    'The wire knows words only.',
  ),
  { name: 'web-never-src', severity: 'error', from: { path: '^web/' }, to: { path: '^src/' } },
  {
    name: 'web-generic-knows-no-feature',
    severity: 'error',
    from: { path: '^web/(ui|lib)/' },
    to: { path: '^web/(features|routes)/' },
  },
  {
    name: 'web-pickers-know-no-feature',
    severity: 'error',
    comment: 'Type-aheads ask the API and are used by features, never the other way.',
    from: { path: '^web/pickers/' },
    to: { path: '^web/(features|routes)/' },
  },
  {
    name: 'web-features-are-islands',
    severity: 'error',
    from: { path: '^web/features/([^/]+)/' },
    to: { path: '^web/(features|routes)/', pathNot: '^web/features/$1/' },
  },
]

export const CRUISE_OPTIONS: ICruiseOptions = {
  parser: 'swc',
  tsPreCompilationDeps: true,
  doNotFollow: { path: 'node_modules' },
  exclude: { path: '/fixtures/' },
  enhancedResolveOptions: {
    exportsFields: ['exports'],
    conditionNames: ['import', 'node', 'browser', 'default', 'types'],
    extensions: ['.ts', '.tsx', '.js', '.mjs', '.css'],
  },
}
