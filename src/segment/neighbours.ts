/** The words on both sides of a mark, seen without tashkeel, tatweel and controls. */
import { mapPresentationForms } from '../text/presentation-forms.ts'
import { INVISIBLE, LINE_END, QUOTE, SPACE, classOf, isWordClass } from './character-classes.ts'

/** What stands beside a mark: its class, the word if it is one, and what stands on its far side. */
export interface Neighbour {
  /** A class of `character-classes.ts`; -1 at the end of the text. */
  readonly kind: number
  /** Letters or digits, without what is not seen; '' when `kind` is neither. */
  readonly word: string
  /** Offset of its first character, in the text. */
  readonly at: number
  /** Offset behind its last character. */
  readonly end: number
  /** For a word before the mark: whether it is the first of its line. */
  readonly first: boolean
  /** For a word before the mark: the class of what stands before it, white space skipped, and that character. */
  readonly beyond: number
  readonly beyondCharacter: string
  /** For a word before the mark: whether white space parts it from that. */
  readonly apart: boolean
}

/** Letters in the forms that fonts of old systems showed them in. */
const FIRST_PRESENTATION_FORM = 0xfb50

const LONGEST_WORD = 40

/** The word that begins after `from`; opening quotes before it are passed, an opening bracket is not. */
export function nextWord(text: string, from: number): Neighbour {
  let at = from
  let kind = -1
  for (; at < text.length; at++) {
    kind = classOf(text.charCodeAt(at))
    if (kind !== SPACE && kind !== INVISIBLE && kind !== QUOTE) break
  }
  if (at >= text.length) return neighbour(-1, '', at, at)
  if (!isWordClass(kind)) return neighbour(kind, '', at, at)
  let [letters, hidden, end] = [0, false, at]
  for (let index = at; index < text.length && letters < LONGEST_WORD; index++) {
    const own = classOf(text.charCodeAt(index))
    if (own === kind) {
      letters++
      end = index + 1
    } else if (own === INVISIBLE) hidden = true
    else break
  }
  return neighbour(kind, wordIn(text, at, end, hidden), at, end)
}

/** The word that ends before `to`, not looking behind `start`. */
export function previousWord(text: string, to: number, start: number): Neighbour {
  let index = to - 1
  let kind = -1
  for (; index >= start; index--) {
    kind = classOf(text.charCodeAt(index))
    if (kind !== SPACE && kind !== INVISIBLE) break
  }
  if (index < start) return neighbour(-1, '', start, start)
  const end = index + 1
  let [letters, hidden, at] = [0, false, index]
  if (isWordClass(kind)) {
    for (; index >= start && letters < LONGEST_WORD; index--) {
      const own = classOf(text.charCodeAt(index))
      if (own === kind) {
        letters++
        at = index
      } else if (own === INVISIBLE) hidden = true
      else break
    }
  }
  let [beyond, apart] = [-1, false]
  for (; index >= 0; index--) {
    beyond = classOf(text.charCodeAt(index))
    apart ||= beyond === SPACE
    if (beyond !== SPACE && beyond !== INVISIBLE) break
  }
  if (index < 0) beyond = -1
  return {
    kind,
    word: letters === 0 ? '' : wordIn(text, at, end, hidden),
    at,
    end,
    first: beyond === -1 || beyond === LINE_END,
    beyond,
    beyondCharacter: index < 0 ? '' : text.charAt(index),
    apart,
  }
}

/** The letters alone; `hidden` says that there may be others between them. */
function wordIn(text: string, from: number, to: number, hidden: boolean): string {
  let word = hidden ? '' : text.slice(from, to)
  for (let index = from; hidden && index < to; index++)
    if (classOf(text.charCodeAt(index)) !== INVISIBLE) word += text.charAt(index)
  return text.charCodeAt(from) < FIRST_PRESENTATION_FORM ? word : mapPresentationForms(word)
}

function neighbour(kind: number, word: string, at: number, end: number): Neighbour {
  return { kind, word, at, end, first: false, beyond: -1, beyondCharacter: '', apart: false }
}
