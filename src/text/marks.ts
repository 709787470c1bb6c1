/** Characters that the eye does not count as letters: tashkeel, tatweel, bidi and zero-width controls. */

/** Harakat, shadda, Qurʾānic signs and the like (ARABIC block and extensions; Unicode 16, category Mn). */
const MARKS =
  '\\u0610-\\u061A\\u064B-\\u065F\\u0670\\u06D6-\\u06DC\\u06DF-\\u06E4\\u06E7\\u06E8\\u06EA-\\u06ED\\u08CA-\\u08E1\\u08E3-\\u08FF'
const TATWEEL = '\\u0640'
/** LRM, RLM, ALM, embeddings, overrides, isolates; ZWSP, ZWNJ, ZWJ, word joiner, BOM. */
const CONTROLS = '\\u061C\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF'

/** Signs of reading that a text is complete without: hamza and madda above a letter are part of it. */
const TASHKEEL =
  '\\u0610-\\u061A\\u064B-\\u0652\\u0656-\\u065F\\u0670\\u06D6-\\u06DC\\u06DF-\\u06E4\\u06E7\\u06E8\\u06EA-\\u06ED\\u08D4-\\u08E1\\u08E3-\\u08FE'
const ONE_TASHKEEL = new RegExp(`[${TASHKEEL}]`)

/** As a group, for `split`. The line under a small alef goes with it: '\u0647\u0640\u0670\u0630\u0627'. */
export const TASHKEEL_RUN = new RegExp(`((?:${TATWEEL}\\u0670|[${TASHKEEL}])+)`)

/** Whether a text has vowel signs, shadda or signs of recitation. */
export function hasTashkeel(text: string): boolean {
  return ONE_TASHKEEL.test(text)
}

/** One character that a reader of plain letters would not see. */
export const INVISIBLE = new RegExp(`[${MARKS}${TATWEEL}${CONTROLS}]`)
const ALL_INVISIBLE = new RegExp(`[${MARKS}${TATWEEL}${CONTROLS}]`, 'g')

/** Letters, digits, punctuation and white space alone. */
export function withoutInvisible(text: string): string {
  return text.replace(ALL_INVISIBLE, '')
}

/** A text without marks, tatweel and controls, and the way back. */
export interface View {
  readonly text: string
  /** For each UTF-16 unit of `text` its offset in the original; one more entry for the end. */
  readonly offsets: Uint32Array
}

/** The view that rules match on; `offsets` leads back to the text as it stands. */
export function viewOf(original: string): View {
  if (!INVISIBLE.test(original)) return { text: original, offsets: upTo(original.length) }
  const offsets = new Uint32Array(original.length + 1)
  let text = ''
  let from = 0
  let count = 0
  for (let index = 0; index <= original.length; index++) {
    if (index < original.length && !INVISIBLE.test(original.charAt(index))) {
      offsets[count++] = index
      continue
    }
    text += original.slice(from, index)
    from = index + 1
  }
  offsets[count] = original.length
  return { text, offsets: offsets.subarray(0, count + 1) }
}

let numbers = new Uint32Array()

/** 0, 1, 2 and so on, with the end: the beginning of one list, which is not written to. */
function upTo(end: number): Uint32Array {
  if (numbers.length <= end) numbers = Uint32Array.from({ length: 2 * end + 1 }, (_, index) => index)
  return numbers.subarray(0, end + 1)
}
