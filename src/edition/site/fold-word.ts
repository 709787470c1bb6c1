/** What a word is searched as; the page's own script, `search.js`, folds what is typed in the same way. */

/** A word as it stands in a text: letters, marks, digits, tatweel, what joins a name in transliteration. */
const WORD =
  /[\p{L}\p{M}\p{N}\u0640](?:[\u200D\u200C\p{L}\p{M}\p{N}\u0640'\u2019\u02BE\u02BF]*[\p{L}\p{M}\p{N}\u0640])?/gu
/** Tashkeel, hamza and madda on their letters, the spaces of ligatures that are phrases, accents, tatweel, joiners, apostrophes and half rings. */
const UNHEARD = /[\u200D\u200C\s\p{M}\u0640'\u2019\u02BC\u02BE\u02BF]/gu
/** ى and ی, ة, ک, ٱ; Arabic-Indic digits of both sets. */
const FOLDED = /[\u0649\u06CC\u0629\u06A9\u0671\u0660-\u0669\u06F0-\u06F9]/g
const LETTERS: Readonly<Record<string, string>> = {
  '\u0649': '\u064A',
  '\u06CC': '\u064A',
  '\u0629': '\u0647',
  '\u06A9': '\u0643',
  '\u0671': '\u0627',
}

/** Letters and digits alone, in small letters; '' for a word of nothing but marks. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .replace(UNHEARD, '')
    .replace(FOLDED, (letter) => LETTERS[letter] ?? String(letter.charCodeAt(0) & 0xf))
}

/** wa-, fa-, bi-, ka-, li- before the article, with the article: and the word is still one of three letters. */
const ARTICLE = /^[وف]?(?:[بك]?ال|لل)(?=.{3})/u
/** The same without an article, where one cannot be sure. */
const JOINED = /^[وفبكل](?=.{3})/u

/**
 * All that a word of a text is found by: «والقهوة» as that, as «القهوة» and as «قهوة». One letter too few may be taken
 * for a word of its own, which finds a word too many; the other way round it would not be found.
 */
export function formsOf(folded: string): readonly string[] {
  const bare = folded.replace(ARTICLE, '')
  if (bare !== folded) return [...new Set([folded, bare, `ال${bare}`])]
  const other = folded.replace(JOINED, '')
  return other === folded ? [folded] : [folded, other]
}

/** The words of a text, as they stand. */
export function wordsOfText(text: string): readonly string[] {
  return text.match(WORD) ?? []
}
