/** Writes the editions of a document, and the index of all. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Edition } from '../edition/edition.ts'
import { composeBook } from '../edition/facing/compose-book.ts'
import { endingOf, formats, type Draft as Unfinished } from '../edition/formats.ts'
import { draftIndex, type IndexEntry } from '../edition/html/index-page.ts'
import type { HtmlOptions } from '../edition/html/options.ts'
import { outputStems } from '../edition/output-names.ts'
import { projectPath } from '../files/project-path.ts'
import { writeFileAtomic, type AtomicOptions } from '../files/write-atomic.ts'
import type { Galley, Press } from '../press/press.ts'
import { isPrintOf, withMark } from '../text/printed-mark.ts'
import { booksOf } from './choose-books.ts'
import type { Draft } from './drafts.ts'
import { subsetFonts } from './fonts.ts'
import type { Layout } from './layout.ts'
import type { Project } from './project.ts'
import { reviewParts } from './review/review-parts.ts'
import { readStylesheet } from './stylesheet.ts'

/** A page that is printed as it is, or a galley that is made into the pages of a book. */
interface Printing {
  readonly page: string
  readonly book?: Omit<Galley, 'html'>
}

/** A file as a build would write it, or the page that a browser prints into it. */
export type Output = {
  /** Relative to the project. */
  readonly path: string
} & ({ readonly content: string | Uint8Array } | Printing)

/** By the list of sources that they are of, and its project: an archive's are asked for again and again. */
const known = new WeakMap<readonly string[], { readonly project: Pick<Project, 'config'>; readonly stems: Stems }>()
type Stems = ReadonlyMap<string, string>

/** Output stems of all sources, by path of the source in the project. @param sources Not to be changed afterwards. */
export function stemsOf(project: Pick<Project, 'config'>, sources: readonly string[]): Stems {
  const before = known.get(sources)
  if (before?.project === project) return before.stems
  const stems = makeStems(project, sources)
  known.set(sources, { project, stems })
  return stems
}

function makeStems({ config }: Pick<Project, 'config'>, sources: readonly string[]): Stems {
  const input = `${config.input.replace(/\/+$/, '')}/`
  const books = config.layout === 'book' ? [...booksOf(config.input, sources).keys()] : []
  const stems = outputStems(
    sources.map((source) => source.slice(input.length)),
    config,
    books.map((folder) => `${folder}.html`),
  )
  return new Map([...stems].map(([source, stem]) => [input + source, `${config.output}/${stem}`]))
}

/** Whether a browser is needed for what is not written yet. */
export function isPrinting({ config }: Project): boolean {
  return config.formats.some((name) => formats[name].printed !== undefined)
}

/** All files of one edition that are its own; pages of a site and books are made of all documents together. */
export async function renderEdition(
  project: Project,
  { draft: document, edition }: { readonly draft: Draft; readonly edition: Edition },
  { stem, layout }: { readonly stem: string; readonly layout: Layout },
): Promise<readonly Output[]> {
  const own = project.config.formats.filter((name) => name !== 'html' || layout === 'page')
  return Promise.all(
    own.map(async (name): Promise<Output> => {
      const { draft, printed: how, takesRows } = formats[name]
      const rows = takesRows ? { review: await reviewParts(document, project) } : {}
      const content = await finished(project, draft(edition, { ...optionsOf(project), ...rows }))
      const path = stem + endingOf(name, project.config)
      if (how === undefined || typeof content !== 'string') return { path, content }
      return { path, page: content, ...(how === 'book' ? { book: bookOf(project, edition) } : {}) }
    }),
  )
}

/** What the index says of an edition. */
export type Listed = Pick<Edition, 'path' | 'title' | 'counts'>

/** Of a document's page in the output folder; with its extension where the names of others need it. */
export function addressOf(
  { config }: Pick<Project, 'config'>,
  stems: ReadonlyMap<string, string>,
  source: string,
): string {
  return `${(stems.get(source) ?? '').slice(config.output.length + 1)}.html`
}

/** A path as an address: its separators stay. */
export function encodeAddress(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

/** The index of all editions, in the order given. */
export async function renderIndex(project: Project, entries: readonly IndexEntry[]): Promise<Output> {
  const { config } = project
  const { sourceLanguage, targetLanguage, words } = config
  const draft = draftIndex(entries, { ...optionsOf(project), sourceLanguage, targetLanguage, words })
  return { path: `${config.output}/index.html`, content: await finished(project, draft) }
}

/**
 * Writes a file, unless it is there already.
 *
 * @param press Opened by the first page that is not printed yet.
 * @returns SHA-256 of its bytes.
 */
export async function writeOutput(
  { root }: Project,
  output: Output,
  { press, flushLater }: { readonly press: () => Promise<Press> } & Pick<AtomicOptions, 'flushLater'>,
): Promise<string> {
  const { path } = output
  const file = join(root, projectPath(root, path))
  const bytes = 'content' in output ? output.content : await printed(file, output, press)
  writeFileAtomic(file, bytes, path, flushLater ? { flushLater } : {})
  return createHash('sha256').update(bytes).digest('hex')
}

/** How the galley of an edition becomes a book. */
function bookOf({ config }: Project, { path, sourceLanguage, targetLanguage }: Edition): Omit<Galley, 'html'> {
  const facts = { file: path, paper: config.facing.paper, sourceLanguage, targetLanguage }
  return { file: path, binding: config.binding, compose: (measures) => composeBook(measures, facts) }
}

/** As it is there, if it is a print of this page; else printed now. */
async function printed(file: string, { page, book }: Printing, press: () => Promise<Press>): Promise<Uint8Array> {
  const there = existsSync(file) ? readFileSync(file) : undefined
  if (there && isPrintOf(there, page)) return there
  const { print, printBook } = await press()
  return withMark(await (book ? printBook({ html: page, ...book }) : print(page)), page)
}

/** Whether the file is what a build would write; of a print, whether it is one of this page. */
export function isWritten(file: string, output: Output): boolean {
  if (!existsSync(file)) return false
  const bytes = readFileSync(file)
  return 'content' in output ? bytes.equals(Buffer.from(output.content)) : isPrintOf(bytes, output.page)
}

/** What the configuration says of pages. */
export function optionsOf(project: Project): HtmlOptions {
  const { config } = project
  const stylesheet = readStylesheet(project)
  return {
    arabic: config.arabic,
    paper: config.paper,
    binding: config.binding,
    facing: config.facing,
    embeds: config.fonts === 'embed',
    ...(stylesheet === undefined ? {} : { stylesheet }),
    ...(config.responsible === undefined ? {} : { responsible: config.responsible }),
  }
}

/** With fonts that hold just what is shown. */
export async function finished({ root, config }: Project, { shown, finish }: Unfinished): Promise<string | Uint8Array> {
  return finish(config.fonts === 'embed' && shown !== '' ? await subsetFonts(shown, join(root, '.muqabil/fonts')) : [])
}
