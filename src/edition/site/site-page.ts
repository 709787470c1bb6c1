/** A document's page in a site: what all pages share are files beside it, and it leads to the documents around it. */
import type { Edition } from '../edition.ts'
import { draftLinked, type Linked, type LinkedDraft } from '../html/document.ts'
import type { HtmlOptions } from '../html/options.ts'
import { partsOfPage } from '../html/page.ts'
import { ownStyle } from '../html/style.ts'
import { withPictures } from '../pictures.ts'
import { ASSETS, type SiteStyle } from './assets.ts'
import { neighboursElement, type Neighbours } from './neighbours.ts'
import type { PageNeeds } from './needs.ts'

/** A page, and what it needs of the files that all share. */
export interface SiteDraft extends LinkedDraft, PageNeeds {}

/**
 * @param address Of the page in the output folder, such as 'news/a.html'; not encoded.
 * @param neighbours In the order of the index, their addresses relative to the page.
 */
export function draftSitePage(
  bare: Edition,
  options: HtmlOptions,
  { address, neighbours }: { readonly address: string; readonly neighbours: Neighbours },
): SiteDraft {
  const edition = withPictures(bare)
  const { style, ...parts } = partsOfPage(edition, options, {
    home: `${upFrom(address)}index.html`,
    neighbours: [neighboursElement(neighbours, edition)],
  })
  return { ...draftLinked({ ...parts, style: ownStyle(style, options) }), pairs: style.pairs, half: style.half }
}

/** '../' as often as leads from a page to the output folder. */
export function upFrom(address: string): string {
  return '../'.repeat(address.split('/').length - 1)
}

/** As a page at this address names them. */
export function linkedFrom(address: string, { style, theme }: Pick<SiteStyle, 'style' | 'theme'>): Linked {
  const folder = `${upFrom(address)}${ASSETS}/`
  return { style: folder + style, ...(theme === undefined ? {} : { theme: folder + theme }) }
}
