import type { MailPart, RuleCondition } from '../../domain/parser-rule.ts'
import type { ReadMail } from '../read-mail.ts'
import { compileLinear } from './linear-pattern.ts'

/** A test for all conditions of a rule together; a rule without any, or with a pattern that is none, takes no mail. */
export function compileConditions(conditions: readonly RuleCondition[]): (mail: ReadMail) => boolean {
  // Subject and sender are looked at first: they are short, and most mails fall out there.
  const ordered = [...conditions].sort((one, other) => cost(one) - cost(other))
  const tests = ordered.map(compileCondition)
  return (mail) => tests.length > 0 && tests.every((test) => test(mail))
}

/** The part of a mail as a rule sees it. */
export function partOf(mail: ReadMail, part: MailPart): string {
  switch (part) {
    case 'from':
      return mail.fromName ? `${mail.fromName} <${mail.fromAddress}>` : mail.fromAddress
    case 'subject':
      return mail.subject
    case 'body':
      return mail.text
  }
}

function compileCondition({ part, how, value }: RuleCondition): (mail: ReadMail) => boolean {
  if (how === 'matches') {
    const compiled = compileLinear(value)
    return 'pattern' in compiled ? (mail) => compiled.pattern.test(partOf(mail, part)) : () => false
  }
  const wanted = fold(value)
  if (wanted === '') return () => false
  const holds = HOLDS[how]
  return part === 'from'
    ? (mail) => holds(fold(mail.fromAddress), wanted) || holds(fold(mail.fromName), wanted)
    : (mail) => holds(fold(partOf(mail, part)), wanted)
}

const HOLDS: Record<Exclude<RuleCondition['how'], 'matches'>, (text: string, wanted: string) => boolean> = {
  contains: (text, wanted) => text.includes(wanted),
  equals: (text, wanted) => text === wanted,
  'starts with': (text, wanted) => text.startsWith(wanted),
  'ends with': (text, wanted) => text.endsWith(wanted),
}

function cost({ part, how }: RuleCondition): number {
  return (part === 'body' ? 2 : 0) + (how === 'matches' ? 1 : 0)
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().trim()
}
