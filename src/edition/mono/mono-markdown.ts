/** One language of an edition as Markdown: in the source's own form where it is Markdown, else made from its blocks. */
import type { Edition } from '../edition.ts'
import { spliceMarkdown } from './splice-markdown.ts'
import { treeMarkdown } from './tree-markdown.ts'
import { monoTree } from './mono-tree.ts'
import type { Side } from './unit-text.ts'

export function toMonoMarkdown(edition: Edition, side: Side): string {
  return (
    spliceMarkdown(edition, side) ??
    treeMarkdown(
      edition.title[side],
      monoTree(edition, side),
      side === 'source' ? edition.sourceLanguage : edition.targetLanguage,
    )
  )
}
