/** How many columns of a terminal a text takes, and cutting it to fit. */

/** Take no column: marks, Arabic tashkeel among them, controls, joiners, bidi controls, variation selectors. */
const ZERO = /[\p{Mn}\p{Me}\p{Cc}\p{Cf}]/u
/** Two columns: East Asian Wide and Fullwidth (UAX 11), and what is shown as an emoji. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{1B000}-\u{1B2FF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u

/** Columns of one line. A lam-alef ligature is one or two, as the terminal likes: counted as two. */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) width += widthOf(character)
  return width
}

/** The start of the text that takes `columns` at most, with … where it was cut. */
export function cutToWidth(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let [width, end] = [0, 0]
  for (const character of text) {
    width += widthOf(character)
    if (width > columns - 1) break
    end += character.length
  }
  return columns < 1 ? '' : `${text.slice(0, end)}…`
}

/** Lines of `columns` at most, broken at spaces; a word that is longer stands alone. */
export function wrapToWidth(text: string, columns: number): readonly string[] {
  const [first = '', ...words] = text.split(' ')
  const lines: string[] = []
  let line = first
  for (const word of words) {
    if (displayWidth(line) + 1 + displayWidth(word) <= columns) line += ` ${word}`
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

function widthOf(character: string): number {
  if (ZERO.test(character)) return 0
  return WIDE.test(character) ? 2 : 1
}
