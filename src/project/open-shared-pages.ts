/** What is made of all documents together: the index, and with it a site or books. */
import type { IndexEntry } from '../edition/html/index-page.ts'
import { compareCodePoints } from '../text/collate.ts'
import { renderBooks } from './books.ts'
import { booksOf, folderOf } from './choose-books.ts'
import { detached } from './detached.ts'
import type { Draft } from './drafts.ts'
import type { Layout } from './layout.ts'
import type { Project } from './project.ts'
import type { Reopen, SharedPages } from './shared-pages.ts'
import { openSite } from './site.ts'
import { addressOf, encodeAddress, renderIndex, type Listed } from './write-edition.ts'

export interface SharedPagesOptions {
  readonly layout: Layout
  /** Of every document that is there, refused ones too. */
  readonly paths: readonly string[]
  /** Output path of each source, without its ending. */
  readonly stems: ReadonlyMap<string, string>
  readonly reopen: Reopen
  /** SHA-256 of a file that is as the last build left it. */
  readonly hashBefore: (path: string) => string | undefined
  /** A folder for what passes. */
  readonly scratch: string
}

export function openSharedPages(project: Project, { layout, paths, stems, ...site }: SharedPagesOptions): SharedPages {
  if (!project.config.formats.includes('html')) return NO_PAGES
  if (layout === 'site') return openSite(project, { stems, ...site })
  return layout === 'book' ? openBooks(project, paths, stems) : openListing(project, stems)
}

export const NO_PAGES: SharedPages = {
  add: () => undefined,
  keep: () => undefined,
  factsOf: () => undefined,
  async *finish() {}, // nothing is read by a browser
  [Symbol.dispose]: () => undefined,
}

/** An index beside pages that stand alone. */
function openListing(project: Project, stems: ReadonlyMap<string, string>): SharedPages {
  const listed: Listed[] = []
  return {
    ...NO_PAGES,
    add(_draft, edition) {
      if (edition) listed.push(detached({ path: edition.path, title: edition.title, counts: edition.counts }))
    },
    keep(document) {
      if (document.listed) listed.push(document.listed)
    },
    async *finish() {
      const entries = listed
        .toSorted((a, b) => compareCodePoints(a.path, b.path))
        .map(({ path, title, counts }): IndexEntry => ({
          href: encodeAddress(addressOf(project, stems, path)),
          title,
          counts,
        }))
      if (entries.length > 0) yield await renderIndex(project, entries)
    },
  }
}

/** Books are drawn of all their chapters at once, so these are kept until the end. */
function openBooks(project: Project, paths: readonly string[], stems: ReadonlyMap<string, string>): SharedPages {
  const drafts: Draft[] = []
  const empty = new Set<string>()
  return {
    ...NO_PAGES,
    add(draft, edition) {
      if (edition) drafts.push(draft)
      else empty.add(draft.source.path)
    },
    async *finish() {
      if (drafts.length === 0) return
      const inOrder = drafts.toSorted((a, b) => compareCodePoints(a.source.path, b.source.path))
      // No chapter is missing where there is nothing to read.
      yield* renderBooks(project, inOrder, { paths: paths.filter((path) => !empty.has(path)), stems })
    },
  }
}

/** The page that a document stands in, where it is made together with others. */
export function pageInShared(
  { config }: Pick<Project, 'config'>,
  layout: Layout,
  { source, stems }: { readonly source: string; readonly stems: ReadonlyMap<string, string> },
): readonly string[] {
  if (layout === 'page' || !config.formats.includes('html')) return []
  const isBound = layout === 'book' && booksOf(config.input, [...stems.keys()]).has(folderOf(config.input, source))
  return [
    `${config.output}/${isBound ? `${folderOf(config.input, source)}.html` : addressOf({ config }, stems, source)}`,
  ]
}
