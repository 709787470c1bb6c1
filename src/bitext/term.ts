/** An entry of a glossary. */

export interface Term {
  readonly source: string
  readonly target: string
  /** For whoever translates. */
  readonly note?: string
}
