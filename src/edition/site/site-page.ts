/** A document's page in a site: what all pages share are files beside it, and it leads to the documents around it. */
import type { Edition } from '../edition.ts'
import { draftTemplate, NEIGHBOURS, writePart, type Linked } from '../html/document.ts'
import type { HtmlOptions } from '../html/options.ts'
import { partsOfPage } from '../html/page.ts'
import { ownStyle } from '../html/style.ts'
import { withPictures } from '../pictures.ts'
import { ASSETS, type SiteStyle } from './assets.ts'
import { neighboursElement } from './neighbours.ts'
import type { PageNeeds } from './needs.ts'

/** A page, and what it needs of the files that all share. */
export interface SiteDraft extends PageNeeds {
  /** For `fillTemplate`. */
  readonly template: string
}

/** @param address Of the page in the output folder, such as 'news/a.html'; not encoded. */
export function draftSitePage(bare: Edition, options: HtmlOptions, address: string): SiteDraft {
  const edition = withPictures(bare)
  const { style, ...parts } = partsOfPage(edition, options, {
    home: `${upFrom(address)}index.html`,
    neighbours: [NEIGHBOURS],
  })
  const { shown, template } = draftTemplate({ ...parts, style: ownStyle(style, options) })
  // Any neighbours: their titles are in their own pages, what leads to them is the same on all.
  const any = { href: '', title: edition.title }
  const around = writePart(neighboursElement({ previous: any, next: any }, edition))
  return { shown: shown + around, template, pairs: style.pairs, half: style.half }
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
