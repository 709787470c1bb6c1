/** How much a source may hold before it is refused; a setting raises each limit. */

export interface Limits {
  /** Largest source, in millions of bytes. */
  readonly megabytes: number
  /** Most rows of a document. */
  readonly rows: number
  /** How deep quotations, lists and elements may stand in each other. */
  readonly nesting: number
  /** Most marks of markup (`*`, `[`, `<` and the like) in one paragraph: the parser's time grows with their square. */
  readonly markup: number
  /** Of the pictures that a book or a Word document brings along, in millions of bytes; what is over it is left out, not refused. */
  readonly pictures: number
}

/** Twice a large book, and what a page can show. */
export const DEFAULT_LIMITS: Limits = { megabytes: 32, rows: 50_000, nesting: 200, markup: 5_000, pictures: 10 }
