/** What every reader takes and gives. */
import type { Root } from 'hast'

export interface ReadOptions {
  /** Plain text: what parts paragraphs. */
  readonly paragraphs?: 'auto' | 'blank-line' | 'line'
  /** Plain text: whether a line end inside a paragraph is a space. */
  readonly lines?: 'auto' | 'join' | 'keep'
}

/** A source as a tree. Nothing in it is live: script, style, handlers and the like are gone. */
export interface ReadResult {
  readonly tree: Root
  /** What the reader decided, in words. */
  readonly decisions: readonly string[]
  readonly frontMatter?: Readonly<Record<string, unknown>>
}
