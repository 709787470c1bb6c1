/** What a document is called, and what it says of itself: in its headings, or in its front matter. */
import { plainText, type Code, type Content } from '../bitext/content.ts'
import type { DocumentRecord, RecordUnit } from '../bitext/record.ts'
import type { SourceDocument } from '../bitext/source.ts'
import { hasLettersOf } from '../text/letters.ts'
import { targetWords } from './attributes.ts'
import type { Edition } from './edition.ts'
import { safeLine } from './safe-text.ts'
import type { OwnWords } from './words.ts'

interface TitlesInput {
  readonly source: SourceDocument
  readonly record: DocumentRecord
  /** The project's own of the page's words. */
  readonly words: OwnWords
}

/**
 * The heading of the first level; else the title of the front matter, which site builders set above headings of lower
 * levels; else the first heading there is, or the file's name. A book's own title is no text of the record: nobody has
 * translated it, and headings go before it.
 */
export function titlesOf({ source, record, words }: TitlesInput): Pick<Edition, 'title' | 'heading'> {
  const name = safeLine(source.path.replace(/^.*\//, '').replace(/\.[^.]+$/, ''))
  const wordsOf = (unit: RecordUnit, side: 'source' | 'target'): string => {
    const codes = source.units[record.units.indexOf(unit)]?.codes ?? {}
    return safeLine(unit.segments.map((segment) => withCode(segment[side] ?? [], codes)).join(' '))
  }
  const own = typeof source.frontMatter?.title === 'string' ? safeLine(source.frontMatter.title) : ''
  const index = source.units.findIndex((unit) => unit.kind === 'metadata' && unit.name === 'title')
  const named = record.units[index]
  const isAbove = own !== '' && (named !== undefined || !hasLettersOf(record.sourceLanguage, own))
  const headings = record.units.filter(({ kind }) => kind === 'heading')
  const [first] = headings
  const isFirst = first !== undefined && (!isAbove || wordsOf(first, 'source') === own)
  const heading = headings.find(({ depth }) => depth === 1) ?? (isFirst ? first : undefined)
  if (heading)
    return { title: { source: wordsOf(heading, 'source') || name, target: wordsOf(heading, 'target') || name } }
  if (!isAbove) return { title: { source: own || name, target: name } }
  const isMissing = named?.segments.every((segment) => segment.target === undefined) === true
  const target = isMissing ? '' : named ? safeLine(targetWords(record, index, words)) : own
  return {
    title: { source: own, target: target || name },
    heading: { source: own, ...(target === '' ? {} : { target }) },
  }
}

/** What the front matter says of the text, where all of it is translated. */
export function descriptionOf({ source, record }: TitlesInput): Pick<Edition, 'description'> {
  const index = source.units.findIndex((unit) => unit.kind === 'metadata' && unit.name === 'description')
  const segments = record.units[index]?.segments ?? []
  if (segments.length === 0 || segments.some(({ target }) => target === undefined)) return {}
  const words = (side: 'source' | 'target'): string =>
    safeLine(segments.map((segment) => plainText(segment[side] ?? [])).join(' '))
  return { description: { source: words('source'), target: words('target') } }
}

/** Inline code is words of a title; pictures and marks of notes are not. */
function withCode(content: Content, codes: DocumentRecord['units'][number]['codes']): string {
  const shown = ({ id }: Code): string => (codes[id]?.tagName === 'code' ? (codes[id].shown ?? '') : '')
  return content.map((part) => (typeof part === 'string' ? part : shown(part))).join('')
}
