import { isTag } from 'domhandler'
import { describe, expect, it } from 'vitest'
import { elementsNamed, parseHtml, textOf } from './html.ts'

describe('entities', () => {
  it.each([
    ['B&auml;ckerei &amp; S&ouml;hne', 'Bäckerei & Söhne'],
    ['a&#x41;&#66;&nbsp;c', 'aAB c'],
    ['a < b &lt;i&gt; &amp;lt;', 'a < b <i> &lt;'],
    ['&amp <b>&amp</b>', '& &'],
    ['1 & 2 &unknown; &', '1 & 2 &unknown; &'],
    ['a\0&amp;\0b', 'a&b'],
    ['&#0;', '\ufffd'],
    ['<!-- &amp; --><style>&amp;<!-- </style>&gt;', '>'],
  ])('of %j', (html, text) => {
    expect(textOf(parseHtml(html))).toBe(text)
  })

  it('stay whole over the border between two pieces', () => {
    for (let before = 4090; before < 4100; before++) {
      expect(textOf(parseHtml(`${'x'.repeat(before)}&auml;y`))).toBe(`${'x'.repeat(before)}äy`)
    }
  })

  it('are decoded in the attributes that readers look at', () => {
    const [cell] = elementsNamed(
      parseHtml(`<table><td style='font-family:&quot;Segoe UI&quot;;color:&#35;fff' bgcolor="&#35;fb9895">`),
      'td',
    )
    expect(cell && isTag(cell) && cell.attribs).toMatchObject({
      style: 'font-family:"Segoe UI";color:#fff',
      bgcolor: '#fb9895',
    })
  })
})
