import sanitizeHtml from 'sanitize-html'

/** More HTML than this is shown as text: no report needs it, and cleaning it would take too long. */
const MAX_HTML = 3_000_000

const STYLE = `
  :root { color-scheme: light }
  body { margin: 12px; font: 14px/1.45 system-ui, sans-serif; color: #1a1b1e; background: #fff; overflow-wrap: anywhere }
  pre { white-space: pre-wrap; font: 13px/1.5 ui-monospace, monospace; margin: 0 }
  table { max-width: 100% }
  [data-link] { text-decoration: underline dotted; cursor: help }
`

/** A mail body as a whole page for a sandboxed frame. Scripts, forms, frames and event handlers are gone; links and remote images are inert unless `remote`. */
export function mailPage(bodies: { text_body: string; html_body: string }, remote: boolean): string {
  const showHtml = bodies.html_body.trim() !== '' && bodies.html_body.length <= MAX_HTML
  const content = showHtml
    ? cleanHtml(bodies.html_body, remote)
    : `<pre>${escapeHtml(bodies.text_body || bodies.html_body)}</pre>`
  return `<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><style>${STYLE}</style></head><body>${content}</body></html>`
}

/** The Content-Security-Policy of that page: an opaque origin that may run nothing and load nothing. */
export function mailPagePolicy(remote: boolean): string {
  const images = remote ? 'https: data:' : 'data:'
  const sandbox = remote ? 'sandbox allow-popups allow-popups-to-escape-sandbox' : 'sandbox'
  return `${sandbox}; default-src 'none'; style-src 'unsafe-inline'; img-src ${images}; form-action 'none'; base-uri 'none'; frame-ancestors 'self'`
}

function cleanHtml(html: string, remote: boolean): string {
  return sanitizeHtml(html, {
    allowedTags: [
      ...sanitizeHtml.defaults.allowedTags,
      'img',
      'font',
      'center',
      'u',
      's',
      'big',
      'style',
    ].filter((tag) => tag !== 'style'),
    allowedAttributes: {
      '*': [
        'style',
        'align',
        'valign',
        'bgcolor',
        'color',
        'width',
        'height',
        'border',
        'cellpadding',
        'cellspacing',
        'colspan',
        'rowspan',
        'nowrap',
        'class',
        'face',
        'size',
      ],
      a: ['href', 'target', 'rel', 'data-link', 'title'],
      img: ['src', 'alt', 'width', 'height'],
    },
    allowedSchemes: remote ? ['http', 'https', 'mailto'] : [],
    allowedSchemesByTag: { img: remote ? ['https', 'data'] : ['data'] },
    allowProtocolRelative: false,
    nestingLimit: 150,
    transformTags: { a: remote ? openOutside : inertLink },
    allowedStyles: {
      '*': Object.fromEntries(
        SAFE_STYLES.map((name) => [name, [/^(?!.*(?:url|expression|@import|image-set)\s*\()/i]]),
      ),
    },
  })
}

const SAFE_STYLES = [
  'color',
  'background',
  'background-color',
  'font',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-align',
  'text-decoration',
  'vertical-align',
  'border',
  'border-top',
  'border-right',
  'border-bottom',
  'border-left',
  'border-color',
  'border-style',
  'border-width',
  'border-collapse',
  'border-spacing',
  'padding',
  'padding-top',
  'padding-right',
  'padding-bottom',
  'padding-left',
  'margin',
  'margin-top',
  'margin-right',
  'margin-bottom',
  'margin-left',
  'width',
  'min-width',
  'max-width',
  'height',
  'line-height',
  'white-space',
  'display',
  'list-style',
]

function openOutside(tagName: string, attributes: Record<string, string>) {
  return { tagName, attribs: { ...attributes, target: '_blank', rel: 'noopener noreferrer' } }
}

/** The address stays readable as a tooltip, but leads nowhere. */
function inertLink(_tagName: string, attributes: Record<string, string>) {
  return { tagName: 'a', attribs: { 'data-link': '1', title: attributes.href ?? '' } }
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
