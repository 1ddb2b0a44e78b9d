import type { MailFields } from '../../../src/parsers/read-mail.ts'

type HostileBody = { text: string; html: string }

/** The names of the bodies that break careless readers. */
export function namesOfBodies(): string[] {
  return Object.keys(BODIES)
}

/** Such a body, of about `size` characters. */
export function bodyNamed(name: string, size: number): HostileBody {
  return { text: '', html: '', ...BODIES[name]?.(size) }
}

const INHERITED = ['constructor', 'toString', '__proto__', 'hasOwnProperty', 'valueOf']
  .map((word) => `<${word} ${word}="1" style="color:${word}">${word}: ${word}\n</${word}>`)
  .join('\n')

const ENTITY_BOMB =
  '<!DOCTYPE x [<!ENTITY lol "lol"><!ENTITY lol9 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>'

/** Bodies that break careless readers, each of about `size` characters. */
const BODIES: Record<string, (size: number) => { text?: string; html?: string }> = {
  'nothing at all': () => ({}),
  'one endless line': (size) => ({ text: 'a'.repeat(size) }),
  'one endless line of digits and dots': (size) => ({ text: '1.'.repeat(size / 2) }),
  'only spaces': (size) => ({ text: ' '.repeat(size) }),
  'only tabs and line ends': (size) => ({ text: '\t\n'.repeat(size / 2) }),
  'only colons': (size) => ({ text: ':'.repeat(size) }),
  'labels without end': (size) => ({ text: 'Status: Start time: Job: Duration: '.repeat(size / 35) }),
  'quotes and brackets that never close': (size) => ({ text: `'("[<{`.repeat(size / 6) }),
  NULs: (size) => ({ text: 'a\u0000'.repeat(size / 2) }),
  'lone surrogates and marks': (size) => ({ text: '\ud800e\u0301\u202e'.repeat(size / 4) }),
  'only spaces as HTML': (size) => ({ html: ' '.repeat(size) }),
  'NULs in cells': (size) => ({ html: '<td>\u0000</td>'.repeat(tags(size, '<td>0</td>')) }),
  'deeply nested elements': (size) => ({ html: nested(Math.min(10_000, tags(size, '<div></div>'))) }),
  'deeply nested tables': (size) => ({ html: '<table><tr><td>'.repeat(tags(size, '<table><tr><td>')) }),
  'tags that never close': (size) => ({ html: '<b><span style="'.repeat(tags(size, '<b><span style="')) }),
  'one element without end': (size) => ({ html: `<div ${'a=1 '.repeat(size / 4)}` }),
  'very many cells': (size) => ({
    html: `<table>${'<tr><td>1<td>OK</tr>'.repeat(tags(size, '<tr><td>1<td>OK</tr>'))}`,
  }),
  'one row of very many cells': (size) => ({
    html: `<table><tr>${'<td>Name</td>'.repeat(tags(size, '<td>Name</td>'))}`,
  }),
  'entities that would explode': (size) => ({
    html: `${ENTITY_BOMB}${'&lol9;&#x41;&nbsp;&'.repeat(size / 18)}`,
  }),
  'a style without end': (size) => ({ html: `<td style="${'color:red;'.repeat(size / 10)}">OK</td>` }),
  'tags and words that objects inherit': () => ({ text: INHERITED, html: `<table><tr><td>${INHERITED}` }),
  'a comment without end': (size) => ({ html: `<!-- ${'-'.repeat(size)}` }),
}

function tags(size: number, tag: string): number {
  return Math.floor(size / tag.length)
}

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
