/** What a reader of a page may have set. */
import type { FacingPaper } from '../facing/paper.ts'
import type { ReviewParts } from '../review/review-page.ts'

export interface HtmlOptions {
  readonly arabic: 'right' | 'left' | 'top'
  readonly paper: 'a4' | 'letter'
  /** Only ever seen on paper, where nothing can be chosen. */
  readonly onPaper?: true
  /** Whether the edition's own faces will be in the page, or the reader's are asked for. */
  readonly embeds: boolean
  /** Of books: at the right, as Arabic ones are, where it is not said. */
  readonly binding?: 'right' | 'left'
  /** The page of a facing-page book. */
  readonly facing?: FacingPaper
  /** Of the user, after the page's own: what it says wins. Asks for nothing. */
  readonly stylesheet?: string
  /** Of the page in which an edition is reviewed. */
  readonly review?: ReviewParts
  /** Who answers for the translation, shown once every row is approved. */
  readonly responsible?: string
}
