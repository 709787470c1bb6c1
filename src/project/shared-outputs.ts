/** What is made of all documents together: the index, and with it a site. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { IndexEntry } from '../edition/html/index-page.ts'
import { presentDraft } from './present-draft.ts'
import { formats } from '../edition/formats.ts'
import { ASSETS, assetsIn, isOurAsset } from '../edition/site/assets.ts'
import { compareCodePoints } from '../text/collate.ts'
import { renderBooks } from './books.ts'
import { booksOf, folderOf } from './choose-books.ts'
import type { Draft } from './drafts.ts'
import { layoutOf, type Layout } from './layout.ts'
import type { OpenRun } from './open-run.ts'
import type { Project } from './project.ts'
import { renderSite, type SharedOutput } from './site.ts'
import { addressOf, encodeAddress, renderIndex, stemsOf, type Listed } from './write-edition.ts'

/**
 * In the order in which they are to be written: nothing refers to what is not there yet. All documents are in them, also
 * in a run that is about some. One is made at a time.
 *
 * @param listed What is known of editions that were drawn already.
 */
export async function* renderShared(
  project: Project,
  run: OpenRun,
  listed: ReadonlyMap<Draft, Listed> = new Map(),
): AsyncGenerator<SharedOutput> {
  if (!project.config.formats.includes('html')) return
  const stems = stemsOf(project, run.paths)
  const drafts = run.drafts
    .filter(({ units }) => units.length > 0)
    .toSorted((a, b) => compareCodePoints(a.source.path, b.source.path))
  if (drafts.length === 0) return
  const layout = layoutOf(project, run.paths.length)
  if (layout === 'site') return yield* renderSite(project, drafts, stems)
  if (layout === 'book') return yield* renderBooks(project, drafts, { paths: withText(run), stems })
  const entries = drafts.map((draft): IndexEntry => {
    const { title, counts } = listed.get(draft) ?? presentDraft(project, draft)
    return { href: encodeAddress(addressOf(project, stems, draft.source.path)), title, counts }
  })
  yield await renderIndex(project, entries)
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

/** All sources but those that can be read and have nothing to read in them: no chapter is missing with these. */
function withText({ paths, drafts }: OpenRun): readonly string[] {
  const empty = new Set(drafts.filter(({ units }) => units.length === 0).map(({ source }) => source.path))
  return paths.filter((path) => !empty.has(path))
}

/** Pages of ours that another layout made: chapters of what is a book now, books of what is none any more. */
export function removeOldPages(project: Project, run: OpenRun, written: ReadonlySet<string>): void {
  const { root, config } = project
  const stems = stemsOf(project, run.paths)
  const bound =
    layoutOf(project, run.paths.length) === 'book' ? [...booksOf(config.input, withText(run)).values()].flat() : []
  const chapters = bound.map((path) => `${config.output}/${addressOf(project, stems, path)}`)
  const own = new Set([...stems.values()].map((stem) => `${stem}.html`))
  const sources = [...run.paths, ...run.records.orphans.map(({ record }) => record.source)]
  const folders = new Set(sources.map((path) => folderOf(config.input, path)).filter((folder) => folder !== ''))
  const kept = bound.length > 0 ? new Set(booksOf(config.input, withText(run)).keys()) : new Set<string>()
  const books = [...folders]
    .filter((folder) => !kept.has(folder))
    .map((folder) => `${config.output}/${folder}.html`)
    .filter((path) => !own.has(path))
  for (const path of [...chapters, ...books]) {
    const file = join(root, path)
    if (!written.has(path) && existsSync(file) && formats.html.isOurs(readFileSync(file))) rmSync(file)
  }
}

/**
 * Removes files of ours that no page refers to any more.
 *
 * @param written Paths of all that this build wrote, or found written so.
 */
export function removeOldAssets(project: Project, run: OpenRun, written: ReadonlySet<string>): void {
  const { root, config } = project
  const folder = join(root, config.output, ASSETS)
  if (!existsSync(folder)) return
  const names = readdirSync(folder).filter((name) => !written.has(`${config.output}/${ASSETS}/${name}`))
  if (names.length === 0) return
  const needed = neededByOthers(project, run, written)
  for (const name of names) {
    const file = join(folder, name)
    if (!needed.has(name) && isOurAsset(name, readFileSync(file))) rmSync(file)
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true })
}

/** Pages of sources that could not be read this time stay as they are, with what they refer to. */
function neededByOthers(project: Project, run: OpenRun, written: ReadonlySet<string>): ReadonlySet<string> {
  const { root, config } = project
  const stems = stemsOf(project, run.paths)
  const pages = run.paths.map((path) => `${config.output}/${addressOf(project, stems, path)}`)
  const others = pages.filter((path) => !written.has(path) && existsSync(join(root, path)))
  const direct = others.flatMap((path) => assetsIn(readFileSync(join(root, path), 'utf8')))
  const styles = direct.filter((name) => name.endsWith('.css') && existsSync(join(root, config.output, ASSETS, name)))
  const faces = styles.flatMap((name) => assetsIn(readFileSync(join(root, config.output, ASSETS, name), 'utf8')))
  return new Set([...direct, ...faces])
}
