/** Files of ours in the output folder that belong to nothing any more: a build removes them, a check tells of them. */
import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { endingOf, formats, type FormatName } from '../edition/formats.ts'
import { possibleStems } from '../edition/output-names.ts'
import { ASSETS, assetsIn, isOurAsset } from '../edition/site/assets.ts'
import { fileOf } from './chapters.ts'
import { booksOf, folderOf } from './choose-books.ts'
import type { FoundRun } from './find-run.ts'
import { layoutOf } from './layout.ts'
import { madeSources } from './manifest.ts'
import type { Project } from './project.ts'
import { addressOf, stemsOf } from './write-edition.ts'

/** What a run found, and what of it stands where it belongs. */
export interface FormerOptions {
  readonly found: Pick<FoundRun, 'paths' | 'records'>
  /** Documents with nothing to read in them: they have no edition, and no chapter is missing with them. */
  readonly empty: ReadonlySet<string>
  /** Documents whose editions are written: what lies elsewhere of them is of before. */
  readonly done: ReadonlySet<string>
  /** Paths of all that the run wrote, or found written so. */
  readonly written: ReadonlySet<string>
}

export function formerOutputs(project: Project, options: FormerOptions): readonly string[] {
  const editions = new Set([...formerEditions(project, options), ...formerPages(project, options)])
  return [...editions, ...formerAssets(project, options, editions)]
}

export function removeFormerOutputs(project: Project, options: FormerOptions): void {
  const { root, config } = project
  for (const path of formerOutputs(project, options)) {
    rmSync(join(root, path))
    const folder = dirname(path)
    if (folder === `${config.output}/${ASSETS}` && readdirSync(join(root, folder)).length === 0)
      rmdirSync(join(root, folder))
  }
}

/**
 * Editions of sources that are gone or have nothing to read in them now, of documents that have another name for their
 * editions than before (which one it is depends on the names of the other sources), and in formats that nobody asks for now.
 */
function formerEditions(project: Project, { found, empty, done, written }: FormerOptions): readonly string[] {
  const { root, config } = project
  const stems = stemsOf(project, found.paths)
  const live = new Map(found.paths.filter((path) => !empty.has(path)).map((path) => [stems.get(path) ?? '', path]))
  const input = `${config.input.replace(/\/+$/, '')}/`
  const former = new Set(
    [...goneSources(project, found), ...empty, ...done]
      .flatMap((source) => possibleStems(source.slice(input.length)))
      .map((stem) => `${config.output}/${stem}`)
      .filter((stem) => !live.has(stem)),
  )
  const endings = (Object.keys(formats) as FormatName[]).map((name) => [name, endingOf(name, config)] as const) // its own keys
  const books = [...booksOf(config.input, found.paths).keys()].map((folder) => `${config.output}/${folder}.html`)
  const isBook = config.layout === 'book' && config.formats.includes('html')
  const kept = new Set([...written, `${config.output}/index.html`, ...(isBook ? books : [])])
  return filesBelow(root, config.output).filter((path) => {
    if (kept.has(path)) return false
    const fits = endings
      .filter(([, ending]) => path.endsWith(ending))
      .map(([name, ending]) => ({ name, stem: path.slice(0, -ending.length) }))
    // 'b.en.html' is a page of 'b.en.txt' as well as one of 'b.txt' in one language.
    const own = fits.find(({ stem }) => live.has(stem))
    const isAsked = own && (config.formats.includes(own.name) || !done.has(live.get(own.stem) ?? ''))
    const leftOf = own ? (isAsked ? [] : [own]) : fits.filter(({ stem }) => former.has(stem))
    return leftOf.some(({ name }) => formats[name].isOurs(readFileSync(join(root, path))))
  })
}

function goneSources(project: Project, { paths, records }: FormerOptions['found']): readonly string[] {
  const folder = `${project.config.input.replace(/\/+$/, '')}/`
  const there = new Set<string>(paths)
  return [
    ...records.orphans.map(({ record }) => record.source),
    ...records.takenOver.map(({ source }) => source),
    // Of a frozen build there are editions without a record; a book that cannot be read has its chapters still.
    ...madeSources(project).filter(
      (source) => source.startsWith(folder) && !there.has(fileOf(source)) && !there.has(source),
    ),
  ].filter((source) => source.startsWith(folder) && !there.has(source))
}

/** Pages that another layout made: chapters of what is a book now, books of what is none any more; and the index of nothing. */
function formerPages(project: Project, { found, empty, done, written }: FormerOptions): readonly string[] {
  const { root, config } = project
  const { paths } = found
  const stems = stemsOf(project, paths)
  const withText = paths.filter((path) => !empty.has(path))
  const hasPages = config.formats.includes('html')
  const isBound = hasPages && layoutOf(project, paths.length) === 'book'
  const bound = isBound ? [...booksOf(config.input, withText).values()].flat() : []
  const chapters = bound.map((path) => `${config.output}/${addressOf(project, stems, path)}`)
  const own = new Set([...stems.values()].map((stem) => `${stem}.html`))
  const sources = [...paths, ...found.records.orphans.map(({ record }) => record.source)]
  const folders = new Set(sources.map((path) => folderOf(config.input, path)).filter((folder) => folder !== ''))
  const kept = bound.length > 0 ? new Set(booksOf(config.input, withText).keys()) : new Set<string>()
  const books = [...folders]
    .filter((folder) => !kept.has(folder))
    .map((folder) => `${config.output}/${folder}.html`)
    .filter((path) => !own.has(path))
  const isIndexOfNone = (!hasPages || withText.length === 0) && withText.every((path) => done.has(path))
  return [...chapters, ...books, ...(isIndexOfNone ? [`${config.output}/index.html`] : [])].filter(
    (path) => !written.has(path) && existsSync(join(root, path)) && formats.html.isOurs(readFileSync(join(root, path))),
  )
}

/** Files of a site that no page refers to any more. */
function formerAssets(
  project: Project,
  { found, written }: FormerOptions,
  removed: ReadonlySet<string>,
): readonly string[] {
  const { root, config } = project
  const folder = `${config.output}/${ASSETS}`
  if (!existsSync(join(root, folder))) return []
  const names = readdirSync(join(root, folder)).filter((name) => !written.has(`${folder}/${name}`))
  if (names.length === 0) return []
  const pages = found.paths.map((path) => `${config.output}/${addressOf(project, stemsOf(project, found.paths), path)}`)
  const needed = neededBy(
    project,
    pages.filter((path) => !written.has(path) && !removed.has(path)),
  )
  return names
    .filter((name) => !needed.has(name) && isOurAsset(name, readFileSync(join(root, folder, name))))
    .map((name) => `${folder}/${name}`)
}

/** Pages of sources that could not be read this time stay as they are, with what they refer to. */
function neededBy({ root, config }: Project, pages: readonly string[]): ReadonlySet<string> {
  const others = pages.filter((path) => existsSync(join(root, path)))
  const direct = others.flatMap((path) => assetsIn(readFileSync(join(root, path), 'utf8')))
  const styles = direct.filter((name) => name.endsWith('.css') && existsSync(join(root, config.output, ASSETS, name)))
  const faces = styles.flatMap((name) => assetsIn(readFileSync(join(root, config.output, ASSETS, name), 'utf8')))
  return new Set([...direct, ...faces])
}

function filesBelow(root: string, folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    )
}
