/** What a reader of a page may have set. */
import type { FontFile } from '../fonts.ts'

export interface HtmlOptions {
  readonly arabic: 'right' | 'left' | 'top'
  readonly paper: 'a4' | 'letter'
  /** Embedded faces; none: the reader's own. */
  readonly fonts: readonly FontFile[]
  /** Who answers for the translation, shown once every row is approved. */
  readonly responsible?: string
}
