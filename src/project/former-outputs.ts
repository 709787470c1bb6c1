/** Files of all documents together that are there from before: whose they were, and which of them go. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { formats } from '../edition/formats.ts'
import { ASSETS, assetsIn, isOurAsset } from '../edition/site/assets.ts'
import { booksOf, folderOf } from './choose-books.ts'
import { layoutOf } from './layout.ts'
import type { Project } from './project.ts'
import { addressOf, stemsOf } from './write-edition.ts'

/** The sources of a run. */
export interface RunPaths {
  /** Of every document that is there, refused ones too. */
  readonly paths: readonly string[]
  /** Of documents that have nothing to read in them: no chapter is missing with these. */
  readonly empty: ReadonlySet<string>
  /** Of documents that are gone. */
  readonly gone: readonly string[]
}

/** Pages of ours that another layout made: chapters of what is a book now, books of what is none any more. */
export function removeOldPages(project: Project, { paths, empty, gone }: RunPaths, written: ReadonlySet<string>): void {
  const { root, config } = project
  const stems = stemsOf(project, paths)
  const withText = paths.filter((path) => !empty.has(path))
  const bound = layoutOf(project, paths.length) === 'book' ? [...booksOf(config.input, withText).values()].flat() : []
  const chapters = bound.map((path) => `${config.output}/${addressOf(project, stems, path)}`)
  const own = new Set([...stems.values()].map((stem) => `${stem}.html`))
  const sources = [...paths, ...gone]
  const folders = new Set(sources.map((path) => folderOf(config.input, path)).filter((folder) => folder !== ''))
  const kept = bound.length > 0 ? new Set(booksOf(config.input, withText).keys()) : new Set<string>()
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
export function removeOldAssets(project: Project, paths: readonly string[], written: ReadonlySet<string>): void {
  const { root, config } = project
  const folder = join(root, config.output, ASSETS)
  if (!existsSync(folder)) return
  const names = readdirSync(folder).filter((name) => !written.has(`${config.output}/${ASSETS}/${name}`))
  if (names.length === 0) return
  const needed = neededByOthers(project, paths, written)
  for (const name of names) {
    const file = join(folder, name)
    if (!needed.has(name) && isOurAsset(name, readFileSync(file))) rmSync(file)
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true })
}

/** Pages of sources that could not be read this time stay as they are, with what they refer to. */
function neededByOthers(project: Project, paths: readonly string[], written: ReadonlySet<string>): ReadonlySet<string> {
  const { root, config } = project
  const stems = stemsOf(project, paths)
  const pages = paths.map((path) => `${config.output}/${addressOf(project, stems, path)}`)
  const others = pages.filter((path) => !written.has(path) && existsSync(join(root, path)))
  const direct = others.flatMap((path) => assetsIn(readFileSync(join(root, path), 'utf8')))
  const styles = direct.filter((name) => name.endsWith('.css') && existsSync(join(root, config.output, ASSETS, name)))
  const faces = styles.flatMap((name) => assetsIn(readFileSync(join(root, config.output, ASSETS, name), 'utf8')))
  return new Set([...direct, ...faces])
}
