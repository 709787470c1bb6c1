/** What a word does in a number: its part, its value, and what is written onto it. */
import {
  BOUND_ORDINALS,
  BOUND_UNITS,
  DUAL_SCALES,
  FRACTIONS,
  HUNDRED,
  HUNDREDS,
  ORDINAL_WORDS,
  PLURAL_SCALES,
  SCALES,
  TEENS,
  TEN,
  TENS,
  UNITS,
} from './data/number-words.ts'
import { remember } from './remember.ts'

export type NumberPart =
  | 'unit'
  | 'bound-unit'
  | 'ten'
  | 'teen'
  | 'tens'
  | 'hundred'
  | 'hundreds'
  | 'scale'
  | 'plural-scale'
  | 'dual-scale'
  | 'fraction'
  | 'ordinal'
  | 'bound-ordinal'

export interface NumberWord {
  readonly part: NumberPart
  readonly value: number
  /** و is written onto it. */
  readonly and: boolean
  readonly latin: boolean
}

const words = new Map<string, { readonly part: NumberPart; readonly value: number }>()
const TABLES: readonly (readonly [NumberPart, Readonly<Record<string, number>>])[] = [
  ['ordinal', ORDINAL_WORDS],
  ['bound-ordinal', BOUND_ORDINALS],
  ['unit', UNITS],
  ['bound-unit', BOUND_UNITS],
  ['ten', TEN],
  ['teen', TEENS],
  ['tens', TENS],
  ['hundred', Object.fromEntries(HUNDRED.map((word) => [word, 100]))],
  ['hundreds', HUNDREDS],
  ['scale', SCALES],
  ['plural-scale', PLURAL_SCALES],
  ['dual-scale', DUAL_SCALES],
  ['fraction', FRACTIONS],
]
for (const [part, table] of TABLES) for (const [word, value] of Object.entries(table)) words.set(word, { part, value })

/** Conjunction, preposition, article: و ف, ب ل ك, ال (لل with ل). */
const PREFIXES = ['', 'و', 'ف'].flatMap((conjunction) =>
  ['', 'ب', 'ل', 'ك', 'ال', 'بال', 'لل', 'كال'].map((rest) => conjunction + rest),
)
/** The day of the week, when it has the article. */
const MONDAY = 'اثنين'

/** By a word's key (`normalizeKey`, Latin in small letters); undefined for a word of no number. Ordinals of Arabic have their article. */
export const numberWord = remember((key): NumberWord | undefined => {
  for (const prefix of PREFIXES) {
    if (!key.startsWith(prefix)) continue
    const stem = key.slice(prefix.length)
    const word = words.get(stem)
    if (word === undefined) continue
    const latin = /^[a-z]/.test(stem)
    const article = prefix.endsWith('ال') || prefix.endsWith('لل')
    const ordinal = word.part === 'ordinal' || word.part === 'bound-ordinal'
    if ((ordinal && !article && !latin) || (article && stem === MONDAY) || (latin && prefix !== '')) continue
    return { ...word, and: prefix.startsWith('و'), latin }
  }
  return undefined
})
