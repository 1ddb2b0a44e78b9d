/** What the URL says: the message a rule is built from, the rule that is edited, and whether a pack is being taken in. */
export type BuilderSearch = {
  message?: number | undefined
  rule?: string | undefined
  import?: number | undefined
}
