import { describe, expect, it } from 'vitest'
import { mailPage, mailPagePolicy } from './mail-page.ts'

const page = (html_body: string, remote = false) => mailPage({ html_body, text_body: '' }, remote)

describe('the page of a mail', () => {
  it.each([
    ['a script', '<script>alert(1)</script><p>x</p>', /script|alert/],
    ['an event handler', '<p onclick="alert(1)">x</p>', /onclick|alert/],
    ['a form', '<form action="https://evil.example"><input name="password"></form>', /<form|<input/],
    ['a frame', '<iframe src="https://evil.example"></iframe>', /iframe|evil/],
    ['a javascript link', '<a href="javascript:alert(1)">x</a>', /href/],
    ['a style that loads', '<p style="background:url(https://evil.example/x.png)">x</p>', /evil/],
    ['a style sheet', '<style>@import "https://evil.example"</style><p>x</p>', /evil/],
    ['a remote image', '<img src="https://evil.example/pixel.gif">', /evil/],
    ['an SVG', '<svg><a xlink:href="https://evil.example"><text>x</text></a></svg>', /svg|evil/],
    ['a base address', '<base href="https://evil.example/"><p>x</p>', /<base|evil/],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example">', /refresh|evil/],
  ])('has lost %s', (_what, html, gone) => {
    expect(page(html).split('<body>')[1]).not.toMatch(gone)
  })

  it('keeps what a report looks like: tables, colours, embedded pictures', () => {
    const kept = page(
      '<table bgcolor="#fb9895"><tr><td style="color:#00B050">Success</td></tr></table><img src="data:image/png;base64,AAAA">',
    )
    expect(kept).toContain('bgcolor="#fb9895"')
    expect(kept).toContain('color:#00B050')
    expect(kept).toContain('data:image/png')
  })

  it('leads nowhere until it is asked for, and tells where a link would go', () => {
    expect(page('<a href="https://vendor.example/x">log</a>')).toContain(
      '<a data-link="1" title="https://vendor.example/x">log</a>',
    )
    expect(page('<a href="https://vendor.example/x">log</a>', true)).toContain('rel="noopener noreferrer"')
    expect(mailPagePolicy(false)).toMatch(/^sandbox; default-src 'none'/)
    expect(mailPagePolicy(true)).not.toContain('allow-scripts')
  })

  it('shows a text mail as text', () => {
    expect(mailPage({ html_body: '', text_body: '<b>not bold</b>' }, false)).toContain(
      '&lt;b&gt;not bold&lt;/b&gt;',
    )
  })

  it('survives ten thousand nested elements', () => {
    expect(page(`${'<div>'.repeat(10_000)}deep`)).toContain('deep')
  })
})
