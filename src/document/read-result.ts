/** What every reader takes and gives. */
import type { Root } from 'hast'
import type { LeftOut, Metadata, Picture, SourceFinding, SourceForm } from '../bitext/source.ts'
import type { Limits } from './limits.ts'

export interface ReadOptions {
  /** Plain text: what parts paragraphs. */
  readonly paragraphs?: 'auto' | 'blank-line' | 'line'
  /** Plain text: whether a line end inside a paragraph is a space. */
  readonly lines?: 'auto' | 'join' | 'keep'
  /** Plain text: whether the first line is the title. */
  readonly title?: 'auto' | 'first-line' | 'none'
  /** A page: whether all of it is the text, and not the article in it alone. */
  readonly wholePage?: boolean
  /** A book: whether its texts are documents of their own. */
  readonly books?: 'whole' | 'chapters'
  /** Markdown: whether the tree says of each text and of its markup where they stand, and the result has the source's form. */
  readonly places?: boolean
  /** What is refused; the defaults of `limits.ts` if nothing is said. */
  readonly limits?: Limits
}

/** A document of its own in a file that holds several. */
export interface Part {
  /** Its place in the file: '03'. */
  readonly name: string
  readonly tree: Root
}

/** A source as a tree. Nothing in it is live: script, style, handlers and the like are gone. */
export interface ReadResult {
  readonly tree: Root
  /** In the tree's place, where a book is read by its texts. */
  readonly parts?: readonly Part[]
  /** What the reader decided, in words. */
  readonly decisions: readonly string[]
  readonly findings: readonly SourceFinding[]
  /** What stands beside the text and is not read with it. */
  readonly leftOut?: readonly LeftOut[]
  readonly frontMatter?: Readonly<Record<string, unknown>>
  /** What of it is to be translated. */
  readonly metadata?: readonly Metadata[]
  readonly form?: SourceForm
  /** By the name that `data-picture` of an `img` says. */
  readonly pictures?: Readonly<Record<string, Picture>>
}
