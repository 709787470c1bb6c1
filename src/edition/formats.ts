/** What can be made of an edition: format → ending and writer. */
import { CSV_COLUMNS, toCsv } from './data/csv.ts'
import { toJson } from './data/json.ts'
import type { Edition } from './edition.ts'
import { draftEpub, EPUB_MARK } from './epub/epub.ts'
import { draftGalley } from './facing/galley.ts'
import { gutterOf } from './facing/paper.ts'
import type { FontFile } from './fonts.ts'
import type { HtmlOptions } from './html/options.ts'
import { draftHtml } from './html/page.ts'
import { withPictures } from './pictures.ts'
import { draftMonoHtml } from './mono/mono-html.ts'
import { toMonoMarkdown } from './mono/mono-markdown.ts'
import { toInterleaved, toMarkdown } from './markdown/markdown.ts'
import { isPrint } from '../text/printed-mark.ts'
import { draftReview } from './review/review-page.ts'
import { toTei } from './tei/tei.ts'

export type FormatName =
  | 'html'
  | 'markdown'
  | 'interleaved'
  | 'epub'
  | 'pdf'
  | 'pdf-facing'
  | 'json'
  | 'tei'
  | 'csv'
  | 'review'
  | MonoName

type MonoName = 'markdown-mono' | 'markdown-mono-source' | 'html-mono' | 'html-mono-source'

export interface Draft {
  /** As HTML, every character that it may show; empty for what has no faces. */
  readonly shown: string
  readonly finish: (fonts: readonly FontFile[]) => string | Uint8Array
}

export interface Format {
  /** `{source}` and `{target}` stand for the languages. */
  readonly ending: string
  /** The edition before its faces, which are made from what it shows. */
  readonly draft: (edition: Edition, options: HtmlOptions) => Draft
  /** The draft is a page that a browser prints into the file: as it is, or as the galley of a book. */
  readonly printed?: 'page' | 'book'
  /** Made of rows as an editor sees them, which it is handed in its options. */
  readonly takesRows?: true
  /** Made from where the texts stand in the source. */
  readonly takesPlaces?: true
  /** Whether a file of this name is one that we wrote: another one is never removed. */
  readonly isOurs: (bytes: Uint8Array) => boolean
}

const isOurMarkdown = isText((text) => /^---\ntitle: .*\ntitle_\w+: /.test(text))

const isOurHtml = isText((text) => text.includes('<meta name="generator" content="muqabil">'))
/** In a source's own form there is no place for a mark of ours. */
const asWritten = { takesPlaces: true, isOurs: () => false } as const

export const formats: Readonly<Record<FormatName, Format>> = {
  html: {
    ending: '.html',
    draft: (edition, options) => draftHtml(withPictures(edition), options),
    isOurs: isOurHtml,
  },
  markdown: { ending: '.md', draft: plain(toMarkdown), isOurs: isOurMarkdown },
  interleaved: { ending: '.interleaved.md', draft: plain(toInterleaved), isOurs: isOurMarkdown },
  epub: {
    ending: '.epub',
    draft: (edition, { binding = 'right', ...options }) => draftEpub(edition, { binding, ...options }),
    isOurs: (bytes) => new TextDecoder('latin1').decode(bytes).includes(EPUB_MARK),
  },
  pdf: {
    ending: '.pdf',
    draft: (edition, options) => draftHtml(withPictures(edition), { ...options, onPaper: true }),
    printed: 'page',
    isOurs: isPrint,
  },
  'pdf-facing': {
    ending: '.facing.pdf',
    draft: (edition, { binding = 'right', facing = { paper: 'a5' }, embeds, responsible }) =>
      draftGalley(edition, {
        paper: facing.paper,
        gutter: gutterOf(facing),
        binding,
        embeds,
        ...(responsible === undefined ? {} : { responsible }),
      }),
    printed: 'book',
    isOurs: isPrint,
  },
  json: {
    ending: '.json',
    draft: plain(toJson),
    isOurs: isText((text) => text.startsWith('{\n  "format": "muqabil-edition",')),
  },
  tei: {
    ending: '.tei.xml',
    draft: plain(toTei),
    isOurs: isText((text) => text.includes('<application ident="muqabil"')),
  },
  csv: {
    ending: '.csv',
    draft: plain(toCsv),
    isOurs: isText((text) => text.startsWith(`${CSV_COLUMNS.join(',')}\r\n`)),
  },
  review: {
    ending: '.review.html',
    takesRows: true,
    draft: (edition, { review }) => {
      if (!review) throw new Error('a page for review without its rows')
      return draftReview(edition, review)
    },
    isOurs: isOurHtml,
  },
  'markdown-mono': {
    ending: '.{target}.md',
    draft: plain((edition) => toMonoMarkdown(edition, 'target')),
    ...asWritten,
  },
  'markdown-mono-source': {
    ending: '.{source}.md',
    draft: plain((edition) => toMonoMarkdown(edition, 'source')),
    ...asWritten,
  },
  'html-mono': {
    ending: '.{target}.html',
    draft: (edition, options) => draftMonoHtml(edition, 'target', options),
    isOurs: isOurHtml,
  },
  'html-mono-source': {
    ending: '.{source}.html',
    draft: (edition, options) => draftMonoHtml(edition, 'source', options),
    isOurs: isOurHtml,
  },
}

/** Of a format's files, in a project of two languages. */
export function endingOf(name: FormatName, { sourceLanguage, targetLanguage }: Languages): string {
  return formats[name].ending.replace('{source}', sourceLanguage).replace('{target}', targetLanguage)
}

export interface Languages {
  readonly sourceLanguage: string
  readonly targetLanguage: string
}

/** Text has no faces of its own. */
function plain(write: (edition: Edition) => string): Format['draft'] {
  return (edition) => ({ shown: '', finish: () => write(edition) })
}

/** The decoder takes a byte order mark away. */
function isText(isOurs: (text: string) => boolean): Format['isOurs'] {
  return (bytes) => isOurs(new TextDecoder().decode(bytes))
}
