/** Books: each folder of the input with more than one document is one file, every other document a file of its own. */
import { chapterPrefixes } from '../edition/book.ts'
import type { IndexEntry } from '../edition/html/index-page.ts'
import { draftBook, draftWithContents } from '../edition/html/book-page.ts'
import { presentDraft } from './present-draft.ts'
import { compareCodePoints } from '../text/collate.ts'
import { booksOf } from './choose-books.ts'
import type { Draft } from './drafts.ts'
import type { Project } from './project.ts'
import type { SharedOutput } from './shared-pages.ts'
import { addressOf, encodeAddress, finished, optionsOf, renderIndex } from './write-edition.ts'

/**
 * @param drafts Of all sources that can be read and have text, in the order of their paths.
 * @param paths Of all sources. A book of which a chapter cannot be read is not made: what is there of it stays.
 */
export async function* renderBooks(
  project: Project,
  drafts: readonly Draft[],
  { paths, stems }: { readonly paths: readonly string[]; readonly stems: ReadonlyMap<string, string> },
): AsyncGenerator<SharedOutput> {
  const { config } = project
  const options = optionsOf(project)
  const byPath = new Map(drafts.map((draft) => [draft.source.path, draft]))
  const books = booksOf(config.input, paths)
  const bound = new Set([...books.values()].flat())
  const empty = new Set(paths.filter((path) => !byPath.has(path)))
  const entries: { readonly path: string; readonly entry: IndexEntry }[] = []
  for (const draft of drafts) {
    const { path } = draft.source
    if (bound.has(path)) continue
    const edition = presentDraft(project, draft)
    const address = addressOf(project, stems, path)
    yield {
      path: `${config.output}/${address}`,
      content: await finished(project, draftWithContents(edition, options)),
      source: path,
    }
    entries.push({ path, entry: { href: encodeAddress(address), title: edition.title, counts: edition.counts } })
  }
  for (const [folder, chapters] of books) {
    if (chapters.some((path) => empty.has(path))) continue
    const prefixes = chapterPrefixes(chapters)
    const editions = chapters.flatMap((path) => {
      const draft = byPath.get(path)
      const prefix = prefixes.get(path) ?? ''
      return draft ? [{ edition: presentDraft(project, draft), prefix }] : []
    })
    const path = `${config.input.replace(/\/+$/, '')}/${folder}`
    const draft = draftBook(editions, path, options)
    yield { path: `${config.output}/${folder}.html`, content: await finished(project, draft) }
    const { title, counts } = draft.text
    entries.push({ path, entry: { href: encodeAddress(`${folder}.html`), title, counts } })
  }
  const inOrder = entries.toSorted((a, b) => compareCodePoints(a.path, b.path)).map(({ entry }) => entry)
  if (inOrder.length > 0) yield await renderIndex(project, inOrder)
}
