import type { MailFields } from '../../../src/parsers/read-mail.ts'

type HostileBody = { name: string; text: string; html: string }

/** Bodies that break careless readers, each of about `size` characters. */
export function hostileBodies(size: number): HostileBody[] {
  const tags = (tag: string): number => Math.floor(size / tag.length)
  return [
    { name: 'nothing at all', text: '', html: '' },
    { name: 'one endless line', text: 'a'.repeat(size), html: '' },
    { name: 'one endless line of digits and dots', text: '1.'.repeat(size / 2), html: '' },
    { name: 'only spaces', text: ' '.repeat(size), html: '' },
    { name: 'only tabs and line ends', text: '\t\n'.repeat(size / 2), html: '' },
    { name: 'only colons', text: ':'.repeat(size), html: '' },
    { name: 'labels without end', text: 'Status: Start time: Job: Duration: '.repeat(size / 35), html: '' },
    { name: 'quotes and brackets that never close', text: `'("[<{`.repeat(size / 6), html: '' },
    { name: 'NULs', text: 'a\u0000'.repeat(size / 2), html: '' },
    { name: 'lone surrogates and marks', text: '\ud800e\u0301\u202e'.repeat(size / 4), html: '' },
    { name: 'only spaces as HTML', text: '', html: ' '.repeat(size) },
    { name: 'NULs in cells', text: '', html: '<td>\u0000</td>'.repeat(tags('<td>0</td>')) },
    { name: 'deeply nested elements', text: '', html: nested(Math.min(10_000, tags('<div></div>'))) },
    { name: 'deeply nested tables', text: '', html: '<table><tr><td>'.repeat(tags('<table><tr><td>')) },
    { name: 'tags that never close', text: '', html: '<b><span style="'.repeat(tags('<b><span style="')) },
    { name: 'one element without end', text: '', html: `<div ${'a=1 '.repeat(size / 4)}` },
    {
      name: 'very many cells',
      text: '',
      html: `<table>${'<tr><td>1<td>OK</tr>'.repeat(tags('<tr><td>1<td>OK</tr>'))}`,
    },
    {
      name: 'one row of very many cells',
      text: '',
      html: `<table><tr>${'<td>Name</td>'.repeat(tags('<td>Name</td>'))}`,
    },
    {
      name: 'entities that would explode',
      text: '',
      html: `${ENTITY_BOMB}${'&lol9;&#x41;&nbsp;&'.repeat(size / 18)}`,
    },
    { name: 'a style without end', text: '', html: `<td style="${'color:red;'.repeat(size / 10)}">OK</td>` },
    { name: 'tags and words that objects inherit', text: INHERITED, html: `<table><tr><td>${INHERITED}` },
    { name: 'a comment without end', text: '', html: `<!-- ${'-'.repeat(size)}` },
  ]
}

const INHERITED = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']
  .map((word) => `<${word} ${word}="1" style="color:${word}">${word}: ${word}\n</${word}>`)
  .join('\n')

const ENTITY_BOMB =
  '<!DOCTYPE x [<!ENTITY lol "lol"><!ENTITY lol9 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>'

function nested(depth: number): string {
  return `${'<div>'.repeat(depth)}deep${'</div>'.repeat(depth)}`
}

/** The mail with a hostile body in place of its own, and with one before and after its own. */
export function infected(fields: MailFields, body: HostileBody): MailFields[] {
  return [
    { ...fields, text: body.text, html: body.html },
    {
      ...fields,
      text: fields.text && `${fields.text}\n${body.text}\n${fields.text}`,
      html: fields.html && `${fields.html}${body.html}${fields.html}`,
    },
  ]
}

/** The mail cut off at ten places, decoded anew each time. */
export function truncations(raw: Buffer): Buffer[] {
  return Array.from({ length: 10 }, (_, index) =>
    raw.subarray(0, Math.floor((raw.length * (index + 1)) / 11)),
  )
}
