/** Cuts a sentence that is too long for a provider where it can best be cut; joined again it is the same. */
import { glue, plainText, type Code, type CodeFacts, type Content } from '../bitext/content.ts'
import { cutUnit } from './cut-unit.ts'

/**
 * Pieces that, joined, are the content: clauses as many as fit together, and where a clause is too
 * long by itself, words.
 *
 * @param fits Whether a piece can be sent; the content as a whole cannot.
 */
export function cutLong(
  content: Content,
  codes: Readonly<Record<string, CodeFacts>>,
  fits: (piece: Content) => boolean,
): readonly Content[] {
  const clauses = cutUnit({ kind: 'paragraph', content, codes }, { mode: 'clause' })
  return together(
    clauses.flatMap((clause) => (fits(clause) ? [clause] : together(wordsOf(clause), fits))),
    fits,
  )
}

/** As many neighbours as fit, joined. */
function together(pieces: readonly Content[], fits: (piece: Content) => boolean): readonly Content[] {
  const joined: Content[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    const longer = last && [...last, ...piece]
    if (longer && fits(longer)) joined[joined.length - 1] = longer
    else joined.push(piece)
  }
  return joined.map(glue).filter((piece) => piece.length > 0)
}

/** A word with the white space behind it, and the codes that close on it. */
function wordsOf(content: Content): readonly Content[] {
  const words: (string | Code)[][] = [[]]
  for (const part of content) {
    if (typeof part === 'object') {
      const open = part.kind === 'open' && plainText(words.at(-1) ?? []).endsWith(' ')
      if (open) words.push([])
      words.at(-1)?.push(part)
      continue
    }
    for (const word of part.match(/\S*\s*/g) ?? []) {
      if (word === '') continue
      words.at(-1)?.push(word)
      if (/\s$/.test(word)) words.push([])
    }
  }
  return words.filter((word) => word.length > 0)
}
