import { Button, Group, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Callout } from '../../ui/callout.tsx'
import { FoundTables } from './found-tables.tsx'
import classes from './mail-side.module.css'
import { FACTS, type Fact, PARTS, type Part, type RuleResult, type RuleSample } from './rule-words.ts'

/** A piece of text that a person marked, by its place in a part of the mail. */
export type Marked = { part: Part; start: number; end: number; text: string }

interface MailSideProps {
  sample: RuleSample | null
  result: RuleResult
  onUse: (marked: Marked, as: Fact | 'condition') => void
}

/** The mail as rules see it: text to be marked, and what a marked text can be used as. */
export function MailSide({ sample, result, onUse }: MailSideProps) {
  const [marked, setMarked] = useState<Marked | null>(null)
  const root = useRef<HTMLElement>(null)
  useEffect(() => {
    const onSelection = () => {
      const selection = document.getSelection()
      if (selection && root.current?.contains(selection.anchorNode)) setMarked(markedIn(selection))
    }
    document.addEventListener('selectionchange', onSelection)
    return () => document.removeEventListener('selectionchange', onSelection)
  }, [])
  if (!sample)
    return (
      <section className={classes.root} aria-label="Mail">
        <Callout tone="info" title="The message this rule was made from is not stored any more">
          The rule can be changed by hand. To try it, open a message in the Inbox and choose this rule there.
        </Callout>
      </section>
    )
  return (
    <section className={classes.root} aria-label="Mail" ref={root}>
      <div className={classes.bar}>
        <Text size="sm" className={classes.hint} role="status">
          {marked ? <>Use “{shortened(marked.text)}” as</> : 'Mark text in the mail, then say what it is.'}
        </Text>
        <Group gap={6}>
          {FACTS.map(({ fact, label }) => (
            <Use key={fact} label={label} marked={marked} onUse={() => marked && onUse(marked, fact)} />
          ))}
          <Use label="Condition" marked={marked} onUse={() => marked && onUse(marked, 'condition')} />
        </Group>
      </div>
      {(['from', 'subject', 'body'] as const).map((part) => (
        <div key={part} className={classes.part} data-part={part}>
          <div className={classes.name}>{PARTS[part]}</div>
          <pre className={classes.text} data-mail-part={part}>
            {linesOf(sample.parts[part]).map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a mail's lines never change
              <span key={index} className={classes.line}>
                {line}
              </span>
            ))}
          </pre>
        </div>
      ))}
      {sample.isCut && (
        <Text size="xs" c="dimmed" p="xs">
          The mail is longer; only its beginning is shown here. The rule reads all of it.
        </Text>
      )}
      <FoundTables tables={sample.tables} names={result?.objects.map((object) => object.name) ?? []} />
    </section>
  )
}

function Use({ label, marked, onUse }: { label: string; marked: Marked | null; onUse: () => void }) {
  return (
    <Button
      size="compact-xs"
      variant={marked ? 'light' : 'default'}
      disabled={!marked}
      // The mark would be lost with the focus.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onUse}
    >
      {label}
    </Button>
  )
}

/** Each line keeps its line break, so that places in the page are places in the text. */
function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/)
}

function markedIn(selection: Selection): Marked | null {
  if (selection.isCollapsed || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  const holder = closestPart(range.startContainer)
  if (!holder || closestPart(range.endContainer) !== holder) return null
  const before = document.createRange()
  before.selectNodeContents(holder)
  before.setEnd(range.startContainer, range.startOffset)
  const start = before.toString().length
  const text = range.toString()
  const part = holder.dataset.mailPart as Part
  return text.trim() === '' ? null : { part, start, end: start + text.length, text: text.trim() }
}

function closestPart(node: Node): HTMLElement | null {
  const element = node instanceof Element ? node : node.parentElement
  return element?.closest<HTMLElement>('[data-mail-part]') ?? null
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}
