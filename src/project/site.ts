/** A site as files: first what the pages share, then the pages, the index last. */
import { join } from 'node:path'
import { presentDraft } from './present-draft.ts'
import type { LinkedDraft } from '../edition/html/document.ts'
import { draftSiteIndex, type IndexEntry } from '../edition/html/index-page.ts'
import { ASSETS, siteStyleOf, type Asset } from '../edition/site/assets.ts'
import { gatherNeeds } from '../edition/site/needs.ts'
import type { Neighbour, Neighbours } from '../edition/site/neighbours.ts'
import { searchBox } from '../edition/site/search-box.ts'
import { startSearch } from '../edition/site/search-index.ts'
import { draftSitePage, linkedFrom, upFrom } from '../edition/site/site-page.ts'
import { directionOf } from '../text/letters.ts'
import type { Draft } from './drafts.ts'
import { subsetFaces } from './fonts.ts'
import type { Project } from './project.ts'
import { searchScript } from './search-script.ts'
import { addressOf, encodeAddress, optionsOf, type Output } from './write-edition.ts'

/** A file that belongs to all documents together; `source` is the document whose page it is. */
export type SharedOutput = Output & { readonly source?: string }

/**
 * Each document is drawn twice, once for what it needs of the shared files and once with their names: so many are not
 * kept at once.
 *
 * @param drafts In the order of the index.
 * @param stems Output path of each source, without its ending.
 */
export async function* renderSite(
  project: Project,
  drafts: readonly Draft[],
  stems: ReadonlyMap<string, string>,
): AsyncGenerator<SharedOutput> {
  const { config, root } = project
  const options = optionsOf(project)
  const { sourceLanguage, targetLanguage, words } = config
  const needs = gatherNeeds()
  const pages = drafts.map((draft) => {
    const address = addressOf(project, stems, draft.source.path)
    const edition = presentDraft(project, draft)
    // Any neighbours: their titles are in their own pages, what leads to them is the same on all.
    const neighbours = { previous: anyNeighbour(edition.title), next: anyNeighbour(edition.title) }
    needs.add(draftSitePage(edition, options, { address, neighbours }))
    const entry: IndexEntry = { href: encodeAddress(address), title: edition.title, counts: edition.counts }
    return { draft, address, entry }
  })
  const indexOptions = { ...options, sourceLanguage, targetLanguage, words }
  const indexWith = (searchFile: string): LinkedDraft =>
    draftSiteIndex(
      pages.map(({ entry }) => entry),
      indexOptions,
      [searchBox(config, searchFile)],
    )
  needs.add({ shown: indexWith('').shown, pairs: 0, half: 0 })
  const sum = needs.sum()
  const fonts = config.fonts === 'embed' ? await subsetFaces(sum.faces, join(root, '.muqabil/fonts')) : []
  const style = siteStyleOf(sum, fonts, {
    ...options,
    stylesheet: options.stylesheet,
    sourceIsRtl: directionOf(sourceLanguage) === 'rtl',
  })
  const script = searchScript()
  const fileOf = ({ name, content }: Asset): Output => ({ path: `${config.output}/${ASSETS}/${name}`, content })
  yield* [...style.assets, script].map(fileOf)
  const search = startSearch()
  for (const [at, { draft, address }] of pages.entries()) {
    const neighbours = neighboursOf(pages, at)
    const edition = presentDraft(project, draft)
    const page = draftSitePage(edition, options, { address, neighbours })
    const content = page.finish(linkedFrom(address, style))
    yield { path: `${config.output}/${address}`, content, source: draft.source.path }
    yield* search.add(edition, encodeAddress(address)).map(fileOf)
  }
  const last = search.finish()
  yield* last.map(fileOf)
  const linked = { ...linkedFrom('index.html', style), script: `${ASSETS}/${script.name}` }
  yield { path: `${config.output}/index.html`, content: indexWith(last.at(-1)?.name ?? '').finish(linked) }
}

function anyNeighbour(title: Neighbour['title']): Neighbour {
  return { href: '', title }
}

function neighboursOf(
  pages: readonly { readonly address: string; readonly entry: IndexEntry }[],
  at: number,
): Neighbours {
  const up = upFrom(pages[at]?.address ?? '')
  const [previous, next] = [pages[at - 1], pages[at + 1]].map(
    (page): Neighbour | undefined => page && { href: up + page.entry.href, title: page.entry.title },
  )
  return { ...(previous ? { previous } : {}), ...(next ? { next } : {}) }
}
