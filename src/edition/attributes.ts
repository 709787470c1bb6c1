/** Texts of attributes on the target's side: the words of pictures, the titles of links. */
import type { Element, ElementContent, Properties } from 'hast'
import { plainText, type CodeFacts } from '../bitext/content.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import type { AttributeUnits, SourceUnit } from '../bitext/source.ts'
import { hasLettersOf } from '../text/letters.ts'
import { NO_OWN_WORDS, wordsIn, type OwnWords } from './words.ts'

/** With the text of a picture that nobody has translated: never the source's in its place. */
export const MISSING = 'dataMissing'

/** The codes of a unit as they are laid on the target's side. */
export function targetCodes(
  { codes, attributes }: Pick<SourceUnit, 'codes' | 'attributes'>,
  record: DocumentRecord,
  words: OwnWords = NO_OWN_WORDS,
): Readonly<Record<string, CodeFacts>> {
  if (attributes === undefined) return codes
  return Object.fromEntries(
    Object.entries(codes).map(([id, facts]) => {
      const own = attributes[id]
      return [
        id,
        own ? { ...facts, properties: { ...facts.properties, ...wordsOf(own, record, words) } } : facts,
      ] as const
    }),
  )
}

/** A carried element with the words of the target's language; undefined where it has none. */
export function targetElement(
  element: Element,
  record: DocumentRecord,
  words: OwnWords = NO_OWN_WORDS,
): Element | undefined {
  return holdsAttributes(element) ? translated(element, record, words) : undefined
}

function holdsAttributes(node: ElementContent): boolean {
  return node.type === 'element' && (node.data?.attributes !== undefined || node.children.some(holdsAttributes))
}

function translated(node: Element, record: DocumentRecord, words: OwnWords): Element {
  const own = node.data?.attributes ?? {}
  const { title, ...rest } = node.properties
  const isSources = typeof title === 'string' && hasLettersOf(record.sourceLanguage, title)
  const properties: Properties = { ...rest, ...(isSources || title === undefined ? {} : { title }) }
  return {
    ...node,
    properties: { ...properties, ...wordsOf(own, record, words) },
    children: node.children.map((child) => (child.type === 'element' ? translated(child, record, words) : child)),
  }
}

function wordsOf(own: AttributeUnits, record: DocumentRecord, pageWords: OwnWords): Record<string, string | boolean> {
  const words = Object.entries(own).map(([name, index]) => [name, targetWords(record, index, pageWords)] as const)
  const alt = own.alt === undefined ? undefined : record.units[own.alt]
  const isMissing = alt?.segments.every(({ target }) => target === undefined) === true
  return { ...Object.fromEntries(words), ...(isMissing ? { [MISSING]: true } : {}) }
}

/** A unit's plain text; where it has no translation, words that say so. */
export function targetWords(
  { units, targetLanguage }: DocumentRecord,
  index: number,
  words: OwnWords = NO_OWN_WORDS,
): string {
  const { notTranslated } = wordsIn(targetLanguage, words)
  return (units[index]?.segments ?? [])
    .map(({ target }) => (target === undefined ? notTranslated : plainText(target).trim()))
    .filter((text, place, all) => text !== all[place - 1] || text !== notTranslated)
    .join(' ')
}
