/** What can be made of an edition: format → ending and writer. */
import { CSV_COLUMNS, toCsv } from './data/csv.ts'
import { toJson } from './data/json.ts'
import type { Edition } from './edition.ts'
import type { FontFile } from './fonts.ts'
import type { HtmlDraft } from './html/document.ts'
import type { HtmlOptions } from './html/options.ts'
import { draftHtml } from './html/page.ts'
import { toInterleaved, toMarkdown } from './markdown/markdown.ts'
import { toTei } from './tei/tei.ts'

export type FormatName = 'html' | 'markdown' | 'interleaved' | 'json' | 'tei' | 'csv'

export interface Format {
  readonly ending: string
  /** The edition before its faces, which are made from what it shows. */
  readonly draft: (edition: Edition, options: HtmlOptions) => HtmlDraft
  /** Whether a file of this name is one that we wrote: another one is never removed. */
  readonly isOurs: (text: string) => boolean
}

const isOurMarkdown = (text: string): boolean => /^---\ntitle: .*\ntitle_\w+: /.test(text)

export const formats: Readonly<Record<FormatName, Format>> = {
  html: {
    ending: '.html',
    draft: draftHtml,
    isOurs: (text) => text.includes('<meta name="generator" content="muqabil">'),
  },
  markdown: { ending: '.md', draft: (edition) => plain(toMarkdown(edition)), isOurs: isOurMarkdown },
  interleaved: { ending: '.interleaved.md', draft: (edition) => plain(toInterleaved(edition)), isOurs: isOurMarkdown },
  json: {
    ending: '.json',
    draft: (edition) => plain(toJson(edition)),
    isOurs: (text) => text.startsWith('{\n  "format": "muqabil-edition",'),
  },
  tei: {
    ending: '.tei.xml',
    draft: (edition) => plain(toTei(edition)),
    isOurs: (text) => text.includes('<application ident="muqabil"'),
  },
  csv: {
    ending: '.csv',
    draft: (edition) => plain(toCsv(edition)),
    isOurs: (text) => text.startsWith(`\uFEFF${CSV_COLUMNS.join(',')}\r\n`),
  },
}

/** Text has no faces of its own. */
function plain(text: string): HtmlDraft {
  return { shown: '', finish: (_fonts: readonly FontFile[]) => text }
}
