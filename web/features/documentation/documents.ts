/** The documentation files that the application shows, by section and slug. */
export const DOCUMENTS: Record<string, { title: string; load: () => Promise<string> }> = {
  'sources/microsoft-graph': {
    title: 'Reports from a Microsoft 365 mailbox',
    load: fileAt('sources/microsoft-graph.md'),
  },
  'sources/imap': { title: 'Reports from an IMAP mailbox', load: fileAt('sources/imap.md') },
  'sources/smtp': { title: 'Reports by SMTP', load: fileAt('sources/smtp.md') },
  'sources/plain-report': { title: 'The plain report', load: fileAt('plain-report.md') },
  'review/run-checks': { title: 'Run Checks', load: fileAt('run-checks.md') },
  'evidence/review-evidence': { title: 'Review evidence', load: fileAt('review-evidence.md') },
}

function fileAt(path: string): () => Promise<string> {
  return async () => (await FILES[`../../../docs/${path}`]?.()) ?? ''
}

const FILES = import.meta.glob<string>(
  [
    '../../../docs/sources/*.md',
    '../../../docs/plain-report.md',
    '../../../docs/run-checks.md',
    '../../../docs/review-evidence.md',
  ],
  {
    query: '?raw',
    import: 'default',
  },
)
