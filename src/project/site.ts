/** A site as files: each page is drawn when its document is there, and finished when the whole site is known. */
import { join } from 'node:path'
import type { Edition } from '../edition/edition.ts'
import { fillTemplate, type LinkedDraft } from '../edition/html/document.ts'
import { draftSiteIndex, type IndexEntry } from '../edition/html/index-page.ts'
import { ASSETS, siteStyleOf, type Asset, type SiteStyle } from '../edition/site/assets.ts'
import { gatherNeeds, needsOf, type SiteNeeds } from '../edition/site/needs.ts'
import { neighboursElement, type Neighbour, type Neighbours } from '../edition/site/neighbours.ts'
import { searchBox } from '../edition/site/search-box.ts'
import { startSearch } from '../edition/site/search-index.ts'
import { searchedDocument, type SearchedDocument } from '../edition/site/searched-document.ts'
import { draftSitePage, linkedFrom, upFrom } from '../edition/site/site-page.ts'
import { compareCodePoints } from '../text/collate.ts'
import { sha256Hex } from '../text/hash.ts'
import { directionOf } from '../text/letters.ts'
import { detached } from './detached.ts'
import type { SitePageFacts } from './finished-document.ts'
import { subsetFaces } from './fonts.ts'
import type { Project } from './project.ts'
import { searchScript } from './search-script.ts'
import type { Reopen, SharedPages } from './shared-pages.ts'
import { openSpool, type Place } from './spool.ts'
import { addressOf, encodeAddress, optionsOf, type Listed, type Output } from './write-edition.ts'

/** Of a hash: enough to tell one state from another. */
const DIGITS = 16

interface Page {
  readonly source: string
  readonly address: string
  readonly listed: Listed
  readonly needs: SiteNeeds
  /** Where its template and what the search knows of it lie; absent: as the last build left it. */
  readonly drawn?: Drawn
  /** What it was finished with by the last build. */
  readonly around?: string
}

interface Drawn {
  readonly template: Place
  readonly searched: Place
}

export interface SiteOptions {
  /** Output path of each source, without its ending. */
  readonly stems: ReadonlyMap<string, string>
  /** The edition of a document that was kept, where its page has to be drawn again after all. */
  readonly reopen: Reopen
}

export function openSite(project: Project, { stems, reopen }: SiteOptions): SharedPages {
  const { config, root } = project
  const options = optionsOf(project)
  const pages: Page[] = []
  const facts = new Map<string, SitePageFacts>()
  const spool = openSpool()

  function draw(edition: Edition): Pick<Page, 'needs'> & { readonly drawn: Drawn } {
    const address = addressOf(project, stems, edition.path)
    const page = draftSitePage(edition, options, address)
    const searched = searchedDocument(edition, encodeAddress(address))
    return {
      needs: needsOf(page),
      drawn: { template: spool.put(page.template), searched: spool.put(JSON.stringify(searched)) },
    }
  }

  async function finished(page: Page, style: SiteStyle, neighbours: Neighbours): Promise<string> {
    const { template } = page.drawn ?? draw(await reopen(page.source)).drawn
    return fillTemplate(spool.get(template), linkedFrom(page.address, style), neighboursElement(neighbours, config))
  }

  return {
    add({ source: { path } }, edition) {
      if (edition === undefined) return
      const { title, counts } = detached({ title: edition.title, counts: edition.counts })
      pages.push({
        source: path,
        address: addressOf(project, stems, path),
        listed: { path, title, counts },
        ...draw(edition),
      })
    },
    keep({ source, listed, page }) {
      if (listed === undefined || page === undefined) return
      const { needs, around } = page
      const faces = new Map(needs.faces)
      pages.push({ source, address: addressOf(project, stems, source), listed, needs: { ...needs, faces }, around })
    },
    factsOf: (source) => facts.get(source),
    async *finish() {
      if (pages.length === 0) return
      pages.sort((a, b) => compareCodePoints(a.source, b.source))
      const entries = pages.map(({ address, listed: { title, counts } }): IndexEntry => ({
        href: encodeAddress(address),
        title,
        counts,
      }))
      const indexWith = (searchFile: string): LinkedDraft =>
        draftSiteIndex(entries, { ...options, ...voicesOf(config) }, [searchBox(config, searchFile)])
      const needs = gatherNeeds()
      for (const page of pages) needs.add(page.needs)
      needs.add(needsOf({ shown: indexWith('').shown, pairs: 0, half: 0 }))
      const sum = needs.sum()
      const fonts = config.fonts === 'embed' ? await subsetFaces(sum.faces, join(root, '.muqabil/fonts')) : []
      const style = siteStyleOf(sum, fonts, {
        ...options,
        stylesheet: options.stylesheet,
        sourceIsRtl: directionOf(config.sourceLanguage) === 'rtl',
      })
      const script = searchScript()
      const fileOf = ({ name, content }: Asset): Output => ({ path: `${config.output}/${ASSETS}/${name}`, content })
      yield* [...style.assets, script].map(fileOf)
      const search = startSearch()
      for (const [at, page] of pages.entries()) {
        const neighbours = neighboursOf(pages, at)
        const around = sha256Hex(JSON.stringify([linkedFrom(page.address, style), neighbours])).slice(0, DIGITS)
        const path = `${config.output}/${page.address}`
        if (page.drawn === undefined && page.around === around) yield { path, source: page.source, isKept: true }
        else yield { path, source: page.source, content: await finished(page, style, neighbours) }
        facts.set(page.source, { needs: { ...page.needs, faces: [...page.needs.faces] }, around })
        const { searched } = page.drawn ?? draw(await reopen(page.source)).drawn
        yield* search.add(JSON.parse(spool.get(searched)) as SearchedDocument).map(fileOf) // as `draw` wrote it
      }
      let searchFile = ''
      for (const asset of search.finish()) {
        searchFile = asset.name
        yield fileOf(asset)
      }
      const linked = { ...linkedFrom('index.html', style), script: `${ASSETS}/${script.name}` }
      yield { path: `${config.output}/index.html`, content: indexWith(searchFile).finish(linked) }
    },
    [Symbol.dispose]: () => spool[Symbol.dispose](),
  }
}

function voicesOf({
  sourceLanguage,
  targetLanguage,
  words,
}: Project['config']): Pick<Parameters<typeof draftSiteIndex>[1], 'sourceLanguage' | 'targetLanguage' | 'words'> {
  return { sourceLanguage, targetLanguage, words }
}

function neighboursOf(pages: readonly Page[], at: number): Neighbours {
  const up = upFrom(pages[at]?.address ?? '')
  const [previous, next] = [pages[at - 1], pages[at + 1]].map(
    (page): Neighbour | undefined => page && { href: up + encodeAddress(page.address), title: page.listed.title },
  )
  return { ...(previous ? { previous } : {}), ...(next ? { next } : {}) }
}
