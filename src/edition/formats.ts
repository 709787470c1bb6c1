/** What can be made of an edition: format → ending and writer. */
import type { Edition } from './edition.ts'
import type { FontFile } from './fonts.ts'
import type { HtmlDraft } from './html/document.ts'
import type { HtmlOptions } from './html/options.ts'
import { draftHtml } from './html/page.ts'
import { toInterleaved, toMarkdown } from './markdown/markdown.ts'

export type FormatName = 'html' | 'markdown' | 'interleaved'

export interface Format {
  readonly ending: string
  /** The edition before its faces, which are made from what it shows. */
  readonly draft: (edition: Edition, options: HtmlOptions) => HtmlDraft
}

export const formats: Readonly<Record<FormatName, Format>> = {
  html: { ending: '.html', draft: draftHtml },
  markdown: { ending: '.md', draft: (edition) => plain(toMarkdown(edition)) },
  interleaved: { ending: '.interleaved.md', draft: (edition) => plain(toInterleaved(edition)) },
}

/** Text has no faces of its own. */
function plain(text: string): HtmlDraft {
  return { shown: '', finish: (_fonts: readonly FontFile[]) => text }
}
