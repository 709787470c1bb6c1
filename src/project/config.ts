/** The configuration: every option with its meaning and default, validated once. */
import { z } from 'zod'
import { wordsSchema } from './words-schema.ts'
import { DEFAULT_LIMITS } from '../document/limits.ts'
import type { ProviderSettings } from '../providers/provider-context.ts'
import { providerSettings } from '../providers/settings.ts'

const language = z.string().regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$/, 'a BCP 47 tag such as "ar" or "en-GB"')
const folder = z.string().min(1)
const severity = z.enum(['error', 'warning', 'info', 'off'])

/** A provider by its name, by the path of a module of one's own ('./my-provider.ts'), or with its settings. */
const provider = z.union([z.string().min(1), providerSettings])

export const configSchema = z.strictObject({
  /** For editors' completion; not used. */
  $schema: z.string().optional(),
  sourceLanguage: language.default('ar').describe('Language of the sources, BCP 47.'),
  targetLanguage: language.default('en').describe('Language to translate into, BCP 47. One a configuration.'),
  input: folder.default('input').describe('Folder of the sources, relative to the project.'),
  output: folder.default('output').describe('Folder of the editions; it mirrors the input.'),
  translations: folder.default('translations').describe('Folder of the records (XLIFF), to be kept in git.'),
  memory: z
    .string()
    .min(1)
    .default('.muqabil/memory.db')
    .describe(
      'Translation memory and journal of paid answers, not kept in git: a file, or postgres://user@host/database for many machines.',
    ),
  formats: z
    .array(
      z.enum([
        'html',
        'markdown',
        'interleaved',
        'epub',
        'pdf',
        'pdf-facing',
        'json',
        'tei',
        'csv',
        'review',
        'markdown-mono',
        'markdown-mono-source',
        'html-mono',
        'html-mono-source',
      ]),
    )
    .min(1)
    .default(['html', 'markdown'])
    .describe(
      'Editions to write; "mono" is one language alone, the translation or the source, in the form of the source.',
    ),
  segmentation: z
    .enum(['sentence', 'clause', 'paragraph'])
    .default('sentence')
    .describe('What a segment of new and edited rows is.'),
  abbreviations: z
    .array(z.string().min(1))
    .default([])
    .describe('More abbreviations after which a period ends no sentence, without the period.'),
  paragraphs: z.enum(['auto', 'blank-line', 'line']).default('auto').describe('Plain text: what parts paragraphs.'),
  lines: z
    .enum(['auto', 'join', 'keep'])
    .default('auto')
    .describe('Plain text: whether a line end inside a paragraph is a space.'),
  title: z
    .enum(['auto', 'first-line', 'none'])
    .default('auto')
    .describe('Plain text: whether the first line is the title.'),
  wholePage: z
    .boolean()
    .default(false)
    .describe('HTML: whether all of a page is the text; else the article in it is looked for.'),
  books: z
    .enum(['whole', 'chapters'])
    .default('whole')
    .describe('EPUB: whether a book is one document, or each of its texts is one, in a folder of its name.'),
  encoding: z
    .string()
    .min(1)
    .optional()
    .describe('Encoding of sources that are neither UTF-8 nor UTF-16 with a mark, such as "windows-1256".'),
  keep: z.array(z.string().min(1)).default([]).describe('Lines that look like web furniture and belong to the text.'),
  leaveOut: z
    .array(z.string().min(1))
    .default([])
    .describe('Lines that do not belong to the text, wherever they stand.'),
  limits: z
    .strictObject({
      megabytes: z
        .number()
        .positive()
        .default(DEFAULT_LIMITS.megabytes)
        .describe('Largest source, in millions of bytes.'),
      rows: z.number().int().positive().default(DEFAULT_LIMITS.rows).describe('Most rows of a document.'),
      nesting: z
        .number()
        .int()
        .positive()
        .default(DEFAULT_LIMITS.nesting)
        .describe('How deep quotations, lists and elements may stand in each other.'),
      markup: z
        .number()
        .int()
        .positive()
        .default(DEFAULT_LIMITS.markup)
        .describe('Most marks of markup, such as * and [, in one paragraph of Markdown.'),
      pictures: z
        .number()
        .nonnegative()
        .default(DEFAULT_LIMITS.pictures)
        .describe('Pictures that a book or Word document brings along, in millions of bytes: more are left out.'),
    })
    .prefault({})
    .describe('What is over one of them is refused rather than read for hours.'),
  provider: z
    .union([provider, z.array(provider).min(1)])
    .optional()
    .describe(
      'Who translates what is missing; of several the next one does what the one before cannot. Without it: the first whose key is in the environment.',
    ),
  budget: z
    .strictObject({
      maxCharacters: z
        .number()
        .int()
        .nonnegative()
        .nullable()
        .default(null)
        .describe('Most code points to send in a run.'),
      maxCost: z
        .number()
        .nonnegative()
        .nullable()
        .default(null)
        .describe("Most money to spend in a run, in the provider's currency."),
    })
    .prefault({})
    .describe('A run stops before either limit is crossed.'),
  layout: z
    .enum(['page', 'site', 'book'])
    .optional()
    .describe(
      'HTML: a file of its own for each document, a site whose pages share style, faces and a search, or one file for each folder of chapters. Without it: a site above 50 documents.',
    ),
  arabic: z.enum(['right', 'left', 'top']).default('right').describe('Where the Arabic stands on the page.'),
  fonts: z
    .enum(['embed', 'system'])
    .default('embed')
    .describe("Embed a subset of the edition's faces, or use the reader's."),
  paper: z.enum(['a4', 'letter']).default('a4').describe('Paper size for printing.'),
  numbers: z
    .enum(['running', 'frozen'])
    .default('running')
    .describe('Numbers of rows: counted anew, or kept once they are given, so that what comes between is 12a.'),
  binding: z
    .enum(['right', 'left'])
    .default('right')
    .describe('Where a book is bound: at the right, as Arabic books are, its pages go from right to left.'),
  facing: z
    .strictObject({
      paper: z.enum(['a5', 'a4', 'letter']).default('a5').describe('Size of a page.'),
      gutter: z
        .number()
        .min(15)
        .max(50)
        .optional()
        .describe('Millimetres between the text and the fold; 23 on A5, in proportion on larger pages.'),
    })
    .prefault({})
    .describe('The book of facing pages.'),
  stylesheet: z
    .string()
    .min(1)
    .optional()
    .describe('CSS file that every page takes in after its own style; it may ask for nothing outside the page.'),
  words: z
    .record(language, wordsSchema)
    .default({})
    .describe(
      'The page\'s own words by language, such as { "en": { "both": "Both texts" } }: what is said here goes before ours.',
    ),
  responsible: z
    .string()
    .min(1)
    .optional()
    .describe('Who answers for the translation; shown once every row is approved.'),
  glossary: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File of terms: CSV, a Markdown table or TBX. Language models are given those that occur, checks look for them.',
    ),
  sacredText: z
    .enum(['machine', 'glossary'])
    .default('machine')
    .describe(
      'Who translates quotations of the Qurʾān and of the Prophet and what is said after revered names: "glossary": it alone, and these words are never sent.',
    ),
  fuzzyMatches: z
    .boolean()
    .default(false)
    .describe(
      'Language models are given sentences of the memory that are like those to translate, with their translations.',
    ),
  brief: z
    .string()
    .min(1)
    .default('brief.md')
    .describe(
      'Text that language models are given with every request: audience, register, names, what never to do. Read when it is there.',
    ),
  checks: z.record(z.string(), severity).default({}).describe('Severity of quality checks by name, or "off".'),
})

/** As the user writes it: everything optional. */
export type UserConfig = z.input<typeof configSchema>
/** With every default filled in. */
export type Config = z.output<typeof configSchema>

export type { ProviderSettings }

/** Gives a configuration module its types: `export default defineConfig({ … })`. */
export function defineConfig(config: UserConfig): UserConfig {
  return config
}
