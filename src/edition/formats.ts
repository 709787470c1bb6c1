/** What can be made of an edition: format → ending and writer. */
import type { Edition } from './edition.ts'
import { toHtml, type HtmlOptions } from './html/page.ts'
import { toInterleaved, toMarkdown } from './markdown/markdown.ts'

export type FormatName = 'html' | 'markdown' | 'interleaved'

export interface Format {
  readonly ending: string
  readonly write: (edition: Edition, options: HtmlOptions) => string
}

export const formats: Readonly<Record<FormatName, Format>> = {
  html: { ending: '.html', write: toHtml },
  markdown: { ending: '.md', write: (edition) => toMarkdown(edition) },
  interleaved: { ending: '.interleaved.md', write: (edition) => toInterleaved(edition) },
}
