/** A site as files: each page is drawn when its document is there, and finished when the whole site is known. */
import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Edition } from '../edition/edition.ts'
import { fillTemplate } from '../edition/html/document.ts'
import { draftSiteIndex, type IndexEntry } from '../edition/html/index-page.ts'
import { ASSETS, assetsIn, isHashOfAsset, siteStyleOf, type Asset, type SiteStyle } from '../edition/site/assets.ts'
import { gatherNeeds, needsOf, type SiteNeeds } from '../edition/site/needs.ts'
import { neighboursElement, type Neighbour, type Neighbours } from '../edition/site/neighbours.ts'
import { searchBox } from '../edition/site/search-box.ts'
import { startSearch } from '../edition/site/search-index.ts'
import { searchedDocument, type SearchedDocument } from '../edition/site/searched-document.ts'
import { updateSearch } from '../edition/site/update-search.ts'
import { draftSitePage, linkedFrom, upFrom } from '../edition/site/site-page.ts'
import { compareCodePoints } from '../text/collate.ts'
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

/** A file that lies there as it would be written. */
interface Kept {
  readonly name: string
  readonly isKept: true
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
  /** SHA-256 of a file that is as the last build left it. */
  readonly hashBefore: (path: string) => string | undefined
  /** A folder for what passes. */
  readonly scratch: string
}

export function openSite(project: Project, { stems, reopen, hashBefore, scratch }: SiteOptions): SharedPages {
  const { config, root } = project
  const options = optionsOf(project)
  const pages: Page[] = []
  const facts = new Map<string, SitePageFacts>()
  const spool = openSpool(scratch)

  function draw(edition: Edition): Pick<Page, 'needs'> & { readonly drawn: Drawn } {
    const address = addressOf(project, stems, edition.path)
    const page = draftSitePage(edition, options, address)
    const searched = searchedDocument(edition, encodeAddress(address))
    return {
      needs: needsOf(page),
      drawn: { template: spool.put(page.template), searched: spool.put(JSON.stringify(searched)) },
    }
  }

  function putAside(text: string): () => string {
    const place = spool.put(text)
    return () => spool.get(place)
  }

  const pathOf = (name: string): string => `${config.output}/${ASSETS}/${name}`

  /** The search from that of the last build, where most documents are as they were; else all anew. */
  async function* searchFiles(): AsyncGenerator<Asset | Kept> {
    const updated = pages.every(({ drawn }) => drawn) ? undefined : updateLastSearch()
    if (updated) return yield* updated
    const search = startSearch(putAside)
    for (const page of pages) {
      const { searched } = page.drawn ?? draw(await reopen(page.source)).drawn
      yield* search.add(searchedIn(searched))
    }
    yield* search.finish()
  }

  function updateLastSearch(): readonly (Asset | Kept)[] | undefined {
    const index = assetsIn(textAt(`${config.output}/index.html`) ?? '').find((name) => name.startsWith('search-index-'))
    if (index === undefined) return undefined
    const given = pages.map(({ address, drawn }) => ({
      href: encodeAddress(address),
      ...(drawn ? { document: () => searchedIn(drawn.searched) } : {}),
    }))
    const update = updateSearch(given, { index, read: (name) => textAt(pathOf(name)), putAside })
    // A file that nobody has read is what its name says, or all is made anew.
    const isSound = (name: string): boolean => isHashOfAsset(name, hashBefore(pathOf(name)))
    if (!update?.kept.every(isSound)) return undefined
    const others = [...update.kept.map((name) => ({ name, isKept: true as const })), ...update.assets]
    return [
      ...others.filter(({ name }) => name !== update.index),
      ...others.filter(({ name }) => name === update.index),
    ]
  }

  function textAt(path: string): string | undefined {
    const file = join(root, path)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }

  const searchedIn = (place: Place): SearchedDocument => JSON.parse(spool.get(place)) as SearchedDocument // as `draw` wrote it

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
      const index = draftSiteIndex(entries, { ...options, ...voicesOf(config) }, [searchBox(config, NO_FILE)])
      const needs = gatherNeeds()
      for (const page of pages) needs.add(page.needs)
      needs.add(needsOf({ shown: index.shown, pairs: 0, half: 0 }))
      const sum = needs.sum()
      const fonts = config.fonts === 'embed' ? await subsetFaces(sum.faces, join(root, '.muqabil/fonts')) : []
      const style = siteStyleOf(sum, fonts, {
        ...options,
        stylesheet: options.stylesheet,
        sourceIsRtl: directionOf(config.sourceLanguage) === 'rtl',
      })
      const script = searchScript()
      const fileOf = ({ name, content }: Asset): Output => ({ path: pathOf(name), content })
      yield* [...style.assets, script].map(fileOf)
      for (const [at, page] of pages.entries()) {
        const neighbours = neighboursOf(pages, at)
        const around = hash('sha256', JSON.stringify([linkedFrom(page.address, style), neighbours])).slice(0, DIGITS)
        const path = `${config.output}/${page.address}`
        if (page.drawn === undefined && page.around === around) yield { path, source: page.source, isKept: true }
        else yield { path, source: page.source, content: await finished(page, style, neighbours) }
        facts.set(page.source, { needs: { ...page.needs, faces: [...page.needs.faces] }, around })
      }
      let searchFile = ''
      for await (const file of searchFiles()) {
        searchFile = file.name
        yield 'isKept' in file ? { path: pathOf(file.name), isKept: true } : fileOf(file)
      }
      const linked = { ...linkedFrom('index.html', style), script: `${ASSETS}/${script.name}` }
      yield { path: `${config.output}/index.html`, content: withSearch(index.finish(linked), searchFile) }
    },
    [Symbol.dispose]: () => spool[Symbol.dispose](),
  }
}

/** In the place of the file that names all others of the search, until it is known. */
const NO_FILE = 'search-index.js'

function withSearch(page: string, file: string): string {
  return page.replace(`data-index="${NO_FILE}"`, () => `data-index="${file}"`)
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
