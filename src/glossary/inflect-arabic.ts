/** What may be written onto an Arabic word: the forms of a term, and the word of a text without what stands in front of it. */
import type { Term } from '../bitext/term.ts'

type PartOfSpeech = Term['partOfSpeech']

/** ه ها هما هم هن ك كما كم كن نا */
const PRONOUNS = ['ه', 'ها', 'هما', 'هم', 'هن', 'ك', 'كما', 'كم', 'كن', 'نا']
const ARTICLE = 'ال'
/** ل + ال is written لل. */
const TO_THE = 'لل'
const CONJUNCTIONS = ['و', 'ف']
const PREPOSITIONS = ['ب', 'ك', 'ل']
/** Shorter than this, what is left of a word is another word's end: ق is not in ورق. */
const LEAST_BARE = 3
const LEAST_NAMED = 2
const FEMININE = /ة$/
const MAMDUDA = /اء$/

/**
 * A word of a term with all endings that it may have: the accusative's alef, pronouns, feminine, dual, sound plurals.
 * Verbs and adverbs stay as they are, proper nouns take the alef alone. ي (my, of a town) is taken for nouns that are
 * told to be nouns: else it mostly makes another word (مصري is not مصر).
 *
 * @param word By its key (`normalizeKey`).
 */
export function formsOf(word: string, partOfSpeech: PartOfSpeech): ReadonlySet<string> {
  const stems = new Set([word, withoutArticle(word)])
  return new Set([...stems].flatMap((stem) => [stem, ...endingsOf(stem, partOfSpeech)]))
}

function endingsOf(stem: string, partOfSpeech: PartOfSpeech): readonly string[] {
  if (partOfSpeech === 'verb' || partOfSpeech === 'adverb' || stem.length < LEAST_NAMED) return []
  if (partOfSpeech === 'proper-noun') return [`${stem}ا`]
  const bare = stem.replace(FEMININE, '')
  const pronouns = partOfSpeech === 'noun' ? [...PRONOUNS, 'ي'] : PRONOUNS
  const and = (base: string): readonly string[] => pronouns.map((pronoun) => base + pronoun)
  const feminine = [
    `${bare}ة`,
    ...and(`${bare}ت`),
    `${bare}تان`,
    `${bare}تين`,
    ...and(`${bare}تا`),
    ...and(`${bare}تي`),
  ]
  const plural = [`${bare}ات`, ...and(`${bare}ات`)]
  if (FEMININE.test(stem)) return [...feminine, ...plural]
  const dual = ['ان', 'ين', 'ون'].map((ending) => stem + ending)
  const bound = [...and(`${stem}ا`), ...and(`${stem}ي`), ...and(`${stem}و`), `${stem}و`]
  const drawn = stem.slice(0, -1)
  const mamduda = MAMDUDA.test(stem)
    ? [...and(`${drawn}ؤ`), ...and(`${drawn}ئ`), `${drawn}وات`, `${drawn}وان`, `${drawn}وين`]
    : []
  // مستشفي is مستشفى by its key, which is مستشفاه with a pronoun.
  const maqsura = stem.endsWith('ي') ? and(`${drawn}ا`) : []
  return [`${stem}ا`, ...and(stem), ...dual, ...bound, ...feminine, ...plural, ...mamduda, ...maqsura]
}

/** The word as it stands, and without conjunction, preposition, article and their chains (وبالـ, فللـ). */
export function bareForms(word: string): ReadonlySet<string> {
  const bare = [word, ...CONJUNCTIONS.flatMap((letter) => without(word, letter))]
  const more = bare.flatMap((each) => [
    each,
    ...(each.startsWith(TO_THE) ? [each.slice(TO_THE.length), `ل${each.slice(TO_THE.length)}`] : []),
    ...PREPOSITIONS.flatMap((letter) => without(each, letter)),
  ])
  return new Set(
    more.flatMap((each) => [each, withoutArticle(each)]).filter((each) => each.length >= LEAST_NAMED || each === word),
  )
}

/** The word without its article; as it stands where it has none. */
export function withoutArticle(word: string): string {
  return word.startsWith(ARTICLE) && word.length - ARTICLE.length >= LEAST_NAMED ? word.slice(ARTICLE.length) : word
}

function without(word: string, letter: string): readonly string[] {
  return word.startsWith(letter) && word.length - letter.length >= LEAST_BARE ? [word.slice(letter.length)] : []
}
