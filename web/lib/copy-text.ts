/** Copies a text: by the Clipboard API, else (plain http) over a hidden field, else by asking the person to. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    if (!copyOverField(text)) window.prompt('Copy this:', text)
  }
}

function copyOverField(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  field.style.position = 'fixed'
  field.style.opacity = '0'
  // Inside the open dialog, whose focus trap would take the focus back from anywhere else.
  const host = document.activeElement?.parentElement ?? document.body
  host.append(field)
  field.select()
  const copied = document.execCommand('copy')
  field.remove()
  return copied
}
