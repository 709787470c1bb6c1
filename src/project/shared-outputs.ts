/** What is made of all documents together: the index, and with it a site. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { IndexEntry } from '../edition/html/index-page.ts'
import { present } from '../edition/present.ts'
import { ASSETS, assetsIn, isOurAsset } from '../edition/site/assets.ts'
import { compareCodePoints } from '../text/collate.ts'
import { recordOf } from './drafts.ts'
import { layoutOf } from './layout.ts'
import type { OpenRun } from './open-run.ts'
import type { Project } from './project.ts'
import { renderSite, type SharedOutput } from './site.ts'
import { addressOf, encodeAddress, renderIndex, stemsOf } from './write-edition.ts'

/**
 * In the order in which they are to be written: nothing refers to what is not there yet. All documents are in them, also
 * in a run that is about some. One is made at a time.
 */
export async function* renderShared(project: Project, run: OpenRun): AsyncGenerator<SharedOutput> {
  if (!project.config.formats.includes('html')) return
  const stems = stemsOf(project, run.paths)
  const drafts = run.drafts
    .filter(({ units }) => units.length > 0)
    .toSorted((a, b) => compareCodePoints(a.source.path, b.source.path))
  if (drafts.length === 0) return
  if (layoutOf(project, run.paths.length) === 'site') return yield* renderSite(project, drafts, stems)
  const entries = drafts.map((draft): IndexEntry => {
    const { title, counts } = present({ source: draft.source, record: recordOf(draft) })
    return { href: encodeAddress(addressOf(project, stems, draft.source.path)), title, counts }
  })
  yield await renderIndex(project, entries)
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
