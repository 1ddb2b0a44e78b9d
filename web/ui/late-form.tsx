import { FocusTrap, Skeleton } from '@mantine/core'
import { type RefObject, useEffect, useRef } from 'react'

/** Stands in a dialog where a form will be, and has the focus, so that a key pressed too early does not close the dialog. */
export function WaitingForm() {
  return (
    <>
      <FocusTrap.InitialFocus />
      <Skeleton height={320} />
    </>
  )
}

/** For a form that came after its dialog: the focus goes to where one begins. */
export function useFocusOnArrival(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector<HTMLElement>('[data-autofocus], input')?.focus(), [])
  return form
}
