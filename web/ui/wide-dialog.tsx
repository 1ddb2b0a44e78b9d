import { ActionIcon, CloseButton, FocusTrap, Group, Modal, Tooltip } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import classes from './wide-dialog.module.css'

interface WideDialogProps {
  opened: boolean
  onClose: () => void
  title: ReactNode
  /** One quiet line under the title. */
  lead?: ReactNode
  actions?: ReactNode
  /** Steps to the neighbours of what is open; an absent one is greyed out. */
  steps?: { noun: string; onPrevious?: (() => void) | undefined; onNext?: (() => void) | undefined }
  children: ReactNode
}

/** A dialog as large as the window allows, for reading and deciding; its body scrolls in its own columns. */
export function WideDialog({ opened, onClose, title, lead, actions, steps, children }: WideDialogProps) {
  const content = useRef<HTMLDivElement>(null)
  // Escape reaches every dialog that is open; it means the one on top.
  const close = () => isOnTop(content.current) && onClose()
  return (
    <Modal.Root
      opened={opened}
      onClose={close}
      size="1460px"
      yOffset="3dvh"
      xOffset="2vw"
      padding={0}
      classNames={{
        content: classes.content,
        header: classes.header,
        body: classes.body,
        title: classes.title,
      }}
    >
      <Modal.Overlay />
      <Modal.Content ref={content}>
        <FocusTrap.InitialFocus />
        {/* A second dialog above has a header too, and a page has one banner. */}
        <Modal.Header role="none">
          <div className={classes.words}>
            <Modal.Title>{title}</Modal.Title>
            <div className={classes.lead}>{lead}</div>
          </div>
          <Group gap={6} className={classes.actions}>
            {actions}
            <Group gap={6} wrap="nowrap" className={classes.steps}>
              {steps && <Step noun={steps.noun} direction="Previous" onStep={steps.onPrevious} />}
              {steps && <Step noun={steps.noun} direction="Next" onStep={steps.onNext} />}
              <CloseButton onClick={onClose} aria-label="Close" />
            </Group>
          </Group>
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function isOnTop(dialog: HTMLElement | null): boolean {
  const opened = document.querySelectorAll('[role="dialog"]')
  return dialog === null || opened[opened.length - 1] === dialog
}

interface StepProps {
  noun: string
  direction: 'Previous' | 'Next'
  onStep: (() => void) | undefined
}

function Step({ noun, direction, onStep }: StepProps) {
  const label = `${direction} ${noun}`
  return (
    <Tooltip label={label}>
      <ActionIcon variant="default" size={30} aria-label={label} disabled={!onStep} onClick={onStep}>
        {direction === 'Next' ? <IconChevronRight size={16} /> : <IconChevronLeft size={16} />}
      </ActionIcon>
    </Tooltip>
  )
}
