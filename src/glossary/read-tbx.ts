/** TBX, the exchange format of term bases (ISO 30042): basic and core, of 2008 (`martif`) and of 2019 (`tbx`). */
import { parseXml, type XmlNode } from '../bitext/xliff/parse-xml.ts'
import { attribute, descendants, elements, isNode } from '../bitext/xliff/node.ts'
import type { Term } from '../bitext/term.ts'
import type { GlossaryOptions } from './glossary-options.ts'
import { partOfSpeechOf } from './term-of.ts'

const ENTRIES = new Set(['termEntry', 'conceptEntry'])
const LANGUAGES = new Set(['langSet', 'langSec'])
const TERMS = new Set(['tig', 'ntig', 'termSec'])
/** What makes a translation one not to use (TBX-Basic's administrativeStatus; the status of older files). */
const FORBIDDEN = /deprecated|superseded|forbidden|obsolete|not-?recommended/i
const PREFERRED = /preferred/i

interface Named {
  readonly text: string
  readonly status: string
  readonly partOfSpeech: Term['partOfSpeech']
  readonly isPlural: boolean
  readonly isCaseSensitive: boolean
  readonly note: string
}

/**
 * An entry is a concept: its first term of the source's language is the term, the others are forms of it; of the
 * target's terms the preferred or first one is the translation, admitted ones are allowed, deprecated ones forbidden.
 * Concepts without a term in both languages are passed over. The languages' regions do not count.
 *
 * @throws {MuqabilError} as `parseXml`.
 */
export function readTbx(text: string, { file, sourceLanguage, targetLanguage }: GlossaryOptions): readonly Term[] {
  const { root } = parseXml(text, file)
  return descendants(root)
    .filter(({ local }) => ENTRIES.has(local))
    .flatMap((entry) => {
      const sources = termsIn(entry, sourceLanguage).filter(({ status }) => !FORBIDDEN.test(status))
      const targets = termsIn(entry, targetLanguage)
      const right = targets.filter(({ status }) => !FORBIDDEN.test(status))
      const preferred = right.find(({ status }) => PREFERRED.test(status)) ?? right[0]
      const forbidden = targets.filter(({ status }) => FORBIDDEN.test(status)).map((each) => each.text)
      const [first, ...others] = sources
      if (first === undefined || (preferred === undefined && forbidden.length === 0)) return []
      const allowed = right.filter((each) => each !== preferred).map((each) => each.text)
      const partOfSpeech = first.partOfSpeech ?? preferred?.partOfSpeech
      const note = [definitionOf(entry), first.note].filter((each) => each !== '').join(' ')
      return [
        {
          source: first.text,
          target: preferred?.text ?? '',
          ...(others.length > 0 ? { forms: others.map((each) => each.text) } : {}),
          ...(allowed.length > 0 ? { allowed } : {}),
          ...(forbidden.length > 0 ? { forbidden } : {}),
          ...(partOfSpeech ? { partOfSpeech } : {}),
          ...(preferred?.isCaseSensitive ? { isCaseSensitive: true } : {}),
          ...(note === '' ? {} : { note }),
        } satisfies Term,
      ]
    })
}

function termsIn(entry: XmlNode, language: string): readonly Named[] {
  const primary = primaryOf(language)
  return elements(entry)
    .filter(
      (each) =>
        LANGUAGES.has(each.local) &&
        primaryOf(attribute(each, 'xml:lang') ?? attribute(each, 'lang') ?? '') === primary,
    )
    .flatMap(descendants)
    .filter(({ local }) => TERMS.has(local))
    .flatMap((section) => {
      const parts = descendants(section)
      const term = parts.find(({ local }) => local === 'term')
      const fact = (name: string): string => factIn(parts, name)
      const named = term ? textOf(term) : ''
      if (named === '') return []
      const status = fact('administrativeStatus') || fact('normativeAuthorization')
      return [
        {
          text: named,
          status,
          partOfSpeech: partOfSpeechOf(fact('partOfSpeech')),
          isPlural: fact('grammaticalNumber') === 'plural',
          isCaseSensitive: fact('x-muqabil-case') === 'sensitive',
          note: noteIn(parts),
        },
      ]
    })
    .toSorted((a, b) => Number(a.isPlural) - Number(b.isPlural))
}

/** `<termNote type="partOfSpeech">` of the one style, `<basic:partOfSpeech>` of the other. */
function factIn(parts: readonly XmlNode[], name: string): string {
  const found = parts.find((each) => each.local === name || attribute(each, 'type') === name)
  return found ? textOf(found) : ''
}

function noteIn(parts: readonly XmlNode[]): string {
  const note = parts.find(({ local }) => local === 'note')
  return note ? textOf(note) : ''
}

function definitionOf(entry: XmlNode): string {
  return factIn(descendants(entry), 'definition')
}

function textOf({ children }: XmlNode): string {
  return children
    .map((child) => (typeof child === 'string' ? child : isNode(child) ? textOf(child) : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim()
}

function primaryOf(language: string): string {
  return language.toLowerCase().split(/[-_]/)[0] ?? ''
}
