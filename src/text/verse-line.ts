/** A line of verse and its two halves, whatever parts them. */
import { withoutInvisible } from './marks.ts'

/** Class of the `<br>` between the halves of a line; one without it ends the line. */
export const HALF = 'hemistich'

/** Names that sources give to what holds verse. */
export const VERSE_CLASSES = ['poem', 'poetry', 'verse', 'verses', 'bayt', 'beyt', 'شعر', 'قصيدة', 'بيت']

/** Metres have 10 letters a half at least, and halves of like length; a half is hardly longer than this, in UTF-16 units with its tashkeel. */
const FEWEST_LETTERS = 10
const MOST_UNLIKE = 1.8
export const LONGEST_HALF = 90

/** "قفا نبك *** بسقط اللوى": stars, dots between spaces, a tab, em spaces, three spaces, or OpenITI's %~%. */
const BETWEEN =
  /[ \u00A0]*(?:\*{2,}|%~%|\t[ \t]*|[\u2001\u2003]+|[ \u00A0]{3,}|(?<=[ \u00A0])(?:\u2026|(?:\.[ \u00A0]?){2,})(?=[ \u00A0]))[ \u00A0]*/
/** Verse is letters, their marks and little else; figures and Latin words are of a list or a table, a mark inside is of prose. */
const NO_VERSE = /[0-9A-Za-z\u0660-\u0669\u06F0-\u06F9:/=|]|[.!?\u061F\u06D4\u2026](?!$)/
/** Where a mark of its own says that it is verse, somebody may speak in it. */
const NO_MARKED_VERSE = new RegExp(NO_VERSE.source.replace(':', ''))
const MARK_OF_VERSE = '%~%'
const LETTERS = /[\u0620-\u063F\u0641-\u064A\u0671-\u06D3]/g

/** The halves without what stands between them; undefined for a line that is no verse of two halves. Linear. */
export function splitVerse(line: string): readonly [string, string] | undefined {
  if (line.length > 3 * LONGEST_HALF) return undefined
  const [first, second, ...others] = line.trim().split(BETWEEN)
  if (first === undefined || second === undefined || others.length > 0) return undefined
  const isMarked = line.includes(MARK_OF_VERSE)
  return areHalves(lettersOfHalf(first, isMarked), lettersOfHalf(second, isMarked)) ? [first, second] : undefined
}

/** Whether two texts can be the halves of a verse, by the numbers of their letters. */
export function areHalves(first: number, second: number): boolean {
  const [least, most] = [Math.min(first, second), Math.max(first, second)]
  return least >= FEWEST_LETTERS && most <= MOST_UNLIKE * least
}

/** 0 for what is no half of a verse. @param isMarked The source says by a mark of verse that it is one. */
export function lettersOfHalf(half: string, isMarked = false): number {
  const none = isMarked ? NO_MARKED_VERSE : NO_VERSE
  if (half.length > LONGEST_HALF || none.test(withoutInvisible(half))) return 0
  return half.match(LETTERS)?.length ?? 0
}
