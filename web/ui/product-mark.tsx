/** The mark of the product: report lines, checked. */
export function ProductMark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-indigo-7)" />
      <g fill="none" strokeLinecap="round" strokeLinejoin="round">
        <path d="M8 11.5h10M8 17h6" stroke="var(--mantine-color-indigo-2)" strokeWidth="2.6" />
        <path d="M14.5 21.5l4 4 7-9" stroke="#fff" strokeWidth="3" />
      </g>
    </svg>
  )
}
