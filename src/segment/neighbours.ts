/** The words on both sides of a mark, seen without tashkeel, tatweel and controls. */
import {
  ARABIC_LETTER,
  DIGIT,
  INVISIBLE,
  LATIN_LETTER,
  LINE_END,
  OPENING_BRACKET,
  QUOTE,
  SPACE,
  classOf,
} from './character-classes.ts'

/** What stands beside a mark: its class, the word if it is one, and what stands on its far side. */
export interface Neighbour {
  /** A class of `character-classes.ts`; -1 at the end of the text. */
  readonly kind: number
  /** Letters or digits, without what is not seen; '' when `kind` is neither. */
  readonly word: string
  /** Offset of its first character, in the text. */
  readonly at: number
  /** For a word before the mark: whether it is the first of its line. */
  readonly first: boolean
  /** For a word before the mark: the class of what stands before it, white space skipped, and that character. */
  readonly beyond: number
  readonly beyondCharacter: string
}

const LONGEST_WORD = 40

/** The word that begins after `from`; opening quotes before it are passed, an opening bracket is not. */
export function nextWord(text: string, from: number): Neighbour {
  let index = from
  while (index < text.length && [SPACE, INVISIBLE, QUOTE].includes(classOf(text.charCodeAt(index)))) index++
  if (index >= text.length) return neighbour(-1, '', index)
  const kind = classOf(text.charCodeAt(index))
  let word = ''
  for (let each = index; each < text.length && word.length < LONGEST_WORD; each++) {
    const own = classOf(text.charCodeAt(each))
    if (own === kind && isWord(kind)) word += text.charAt(each)
    else if (own !== INVISIBLE) break
  }
  return neighbour(kind, word, index)
}

/** The word that ends before `to`, not looking behind `start`. */
export function previousWord(text: string, to: number, start: number): Neighbour {
  let index = to - 1
  while (index >= start && [INVISIBLE, SPACE].includes(classOf(text.charCodeAt(index)))) index--
  if (index < start) return neighbour(-1, '', start)
  const kind = classOf(text.charCodeAt(index))
  let word = ''
  let at = index
  for (; index >= start && word.length < LONGEST_WORD; index--) {
    const own = classOf(text.charCodeAt(index))
    if (own === kind && isWord(kind)) {
      word = text.charAt(index) + word
      at = index
    } else if (own !== INVISIBLE) break
  }
  let spaced = false
  while (index >= 0 && [INVISIBLE, SPACE].includes(classOf(text.charCodeAt(index)))) {
    spaced ||= classOf(text.charCodeAt(index)) === SPACE
    index--
  }
  const beyond = index < 0 ? -1 : classOf(text.charCodeAt(index))
  return {
    ...neighbour(kind, word, at),
    first: beyond === -1 || beyond === LINE_END,
    beyond: beyond === OPENING_BRACKET && spaced ? OPENING_BRACKET : beyond,
    beyondCharacter: index < 0 ? '' : text.charAt(index),
  }
}

function isWord(kind: number): boolean {
  return kind === ARABIC_LETTER || kind === LATIN_LETTER || kind === DIGIT
}

function neighbour(kind: number, word: string, at: number): Neighbour {
  return { kind, word, at, first: false, beyond: -1, beyondCharacter: '' }
}
