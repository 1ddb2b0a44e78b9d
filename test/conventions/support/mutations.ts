import fc from 'fast-check'

/** One way in which a mail gets spoilt, as a function of its raw text (one sign a byte). */
export type Mutation = { name: string; spoil: (raw: string) => string }

/** What careless relays, broken senders and attackers do to a mail, with where and how often left to chance. */
export const mutation: fc.Arbitrary<Mutation> = fc
  .record({ at: fc.double({ min: 0, max: 1, noNaN: true }), times: fc.integer({ min: 1, max: 40 }) })
  .chain(({ at, times }) => {
    const of = (name: string, spoil: Mutation['spoil']): Mutation => ({
      name: `${name} at ${at}, ${times}×`,
      spoil,
    })
    const insert = (text: string) => (raw: string) => spliced(raw, at, text)
    return fc.constantFrom(
      of('cut off', (raw) => raw.slice(0, raw.length * at)),
      of('without its headers', (raw) => raw.slice(raw.indexOf('\n\n') + 1)),
      of('lines turned round', (raw) => inBody(raw, (body) => body.split('\n').reverse().join('\n'))),
      of('lines rotated', (raw) => inBody(raw, (body) => rotated(body.split('\n'), at).join('\n'))),
      of('rows rotated', (raw) => inBody(raw, (body) => rotated(body.split(/(?=<tr)/i), at).join(''))),
      of('every line twice', (raw) => inBody(raw, (body) => body.replace(/.*\n/g, '$&$&'))),
      of('body repeated', (raw) => inBody(raw, (body) => body.repeat(times).slice(0, MAX_LENGTH))),
      of('on one line', (raw) => inBody(raw, (body) => body.replace(/\n/g, ' '))),
      of('without tags at an end', (raw) => inBody(raw, (body) => body.replace(/<\/\w+>/g, ''))),
      of('without tags', (raw) => inBody(raw, (body) => body.replace(/<[^>]{0,200}>/g, ''))),
      of('without spaces', (raw) => inBody(raw, (body) => body.replace(/[ \t]+/g, ''))),
      of('without digits', (raw) => inBody(raw, (body) => body.replace(/\d/g, ''))),
      of('with huge figures', (raw) => inBody(raw, (body) => body.replace(/\d+/g, '9'.repeat(times)))),
      of('in capitals', (raw) => inBody(raw, (body) => body.toUpperCase())),
      of('in another charset', (raw) =>
        raw.replace(/charset="?[\w-]+"?/gi, `charset=${CHARSETS[times % CHARSETS.length]}`),
      ),
      of('in another transfer encoding', (raw) =>
        raw.replace(/(Transfer-Encoding:) *\S+/gi, `$1 ${ENCODINGS[times % ENCODINGS.length]}`),
      ),
      of('as HTML', (raw) => raw.replace(/text\/plain/gi, 'text/html')),
      of('as text', (raw) => raw.replace(/text\/html/gi, 'text/plain')),
      of('with bytes of every charset', insert('\x80\xff\xfe\xc3\x28\xe2\x82 \x1b$B'.repeat(times))),
      of('with NULs', insert('\0'.repeat(times))),
      of('with an endless line', insert('x '.repeat(times * 500))),
      of('with deep nesting', insert('<div><table><tr><td>'.repeat(times * 50))),
      of('with tags that never close', insert('<b><span style="'.repeat(times))),
      of('with an entity bomb', insert('&lol9;&#x110000;&#xd800;&nbsp;&amp;amp;'.repeat(times))),
      of('with a huge table', insert(`<table>${'<tr><td>1<td>OK<td>Success'.repeat(times * 50)}</table>`)),
      of(
        'with labels of everybody',
        insert('\nStatus: x\nJob: y\nBackup Task: z\nStart Time: 99:99\nSize: -1 GB\n'.repeat(times)),
      ),
      of('with a byte changed', (raw) => changed(raw, at, times)),
    )
  })

const CHARSETS = [
  'utf-16',
  'utf-16le',
  'iso-8859-1',
  'windows-1252',
  'us-ascii',
  'shift_jis',
  'utf-7',
  'none-such',
]
const ENCODINGS = ['base64', 'quoted-printable', '7bit', 'x-uuencode']
const MAX_LENGTH = 100_000

function inBody(raw: string, change: (body: string) => string): string {
  const start = raw.indexOf('\n\n') + 2
  return start < 2 ? change(raw) : raw.slice(0, start) + change(raw.slice(start))
}

function spliced(raw: string, at: number, text: string): string {
  const place = Math.floor(raw.length * at)
  return raw.slice(0, place) + text + raw.slice(place)
}

function rotated<T>(pieces: readonly T[], at: number): T[] {
  const place = Math.floor(pieces.length * at)
  return [...pieces.slice(place), ...pieces.slice(0, place)]
}

function changed(raw: string, at: number, by: number): string {
  const place = Math.floor(raw.length * at)
  return raw.slice(0, place) + String.fromCharCode((raw.charCodeAt(place) + by) % 256) + raw.slice(place + 1)
}
