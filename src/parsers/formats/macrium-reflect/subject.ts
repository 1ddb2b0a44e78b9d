export type MacriumSubject = {
  computer: string | null
  definition: string | null
  /** `Backup Success`, `Backup with Warnings`, …; null where only the body says it. */
  outcome: string | null
}

/** Reads `<computer>[(<definition>)] Macrium Reflect - <outcome>` and the subjects of Site Manager; null for any other. */
export function readSubject(whole: string): MacriumSubject | null {
  const subject = whole.slice(0, 400)
  return readOwn(subject) ?? readSiteManager(subject)
}

function readOwn(subject: string): MacriumSubject | null {
  const at = subject.search(/\bMacrium Reflect\b/i)
  if (at < 0) return null
  const outcome = /^macrium reflect ?[-–:] ?(\S.{0,200})/i.exec(subject.slice(at))?.[1]
  if (!outcome || !OPERATION.test(outcome)) return null
  const [, words = '', definition] =
    /^([^()]*)(?:\(([^()]{1,200})\))?$/.exec(subject.slice(0, at).trim()) ?? []
  return { computer: lastWord(words), definition: definition?.trim() ?? null, outcome }
}

/** What the product does besides backups, its license say, has other words. */
const OPERATION = /\b(?:backup|image|imaging|clone|sync)\b/i

/** A computer's name has no spaces; what stands before it is a prefix of the user's. */
function lastWord(words: string): string | null {
  return words.trim().split(' ').at(-1) || null
}

function readSiteManager(subject: string): MacriumSubject | null {
  const onComputer = /\bNotification - (Backup .{1,60}?) on computer (\S{1,100})/i.exec(subject)
  if (onComputer) return { computer: onComputer[2] ?? null, definition: null, outcome: onComputer[1] ?? null }
  return /\bSite Manager Notification Email\b/i.test(subject)
    ? { computer: null, definition: null, outcome: null }
    : null
}
