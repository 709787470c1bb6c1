/** A folder of chapters as one page, and a document with a table of contents. */
import { bindBook, type BookText, type Chapter } from '../book.ts'
import type { Edition } from '../edition.ts'
import { headingsOf } from '../headings.ts'
import { withPictures } from '../pictures.ts'
import { contentsElement, entryOf, type ContentsEntry } from './contents.ts'
import { draftDocument, type HtmlDraft } from './document.ts'
import type { HtmlOptions } from './options.ts'
import { partsOfPage } from './page.ts'
import { titleRow } from './title-row.ts'

export interface BookDraft extends HtmlDraft {
  readonly text: BookText
}

/** @param path Of the folder. */
export function draftBook(chapters: readonly Chapter[], path: string, options: HtmlOptions): BookDraft {
  const text = bindBook(chapters, path)
  const entries = text.chapters.flatMap(({ title, heading, first, headings }): readonly ContentsEntry[] => {
    // Of a chapter its own first heading, or its title; then what is one level below.
    const [head, ...rest] = headings
    const isNamed = head?.id === first
    const top = head && isNamed ? entryOf(head, 1, text) : { id: first, level: 1 as const, ...(heading ?? title) }
    const inside = (isNamed ? rest : headings).filter(({ depth = 3 }) => depth <= CHAPTER_LEVELS)
    return first === '' ? [] : [top, ...inside.map((row) => entryOf(row, 2, text))]
  })
  const draft = draftDocument(
    partsOfPage(text, options, {
      title: titleRow(text.title, text),
      contents: contentsElement(entries, text),
      chapters: new Map(
        text.chapters.map(({ first, heading }) => [first, heading && titleRow(heading, text, 'chapter')] as const),
      ),
    }),
  )
  return { ...draft, text }
}

/** Headings of a chapter are one level lower in a book: those of its first two levels. */
const CHAPTER_LEVELS = 3
/** Of a document: a heading of the third level is no part that one would look for. */
const DOCUMENT_LEVELS = 2

/** A document by itself: what comes after its title is cut at headings of the first two levels. */
export function draftWithContents(bare: Edition, options: HtmlOptions): HtmlDraft {
  const edition = withPictures(bare)
  const [title] = edition.blocks
  const headings = headingsOf(edition).filter((row) => row !== title && (row.depth ?? 2) <= DOCUMENT_LEVELS)
  const top = Math.min(...headings.map(({ depth = 2 }) => depth))
  const entries = headings.map((row) => entryOf(row, (row.depth ?? 2) > top ? 2 : 1, edition))
  return draftDocument(partsOfPage(edition, options, { contents: contentsElement(entries, edition) }))
}
