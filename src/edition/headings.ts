/** The headings of a text, which its table of contents is made of. */
import { plainSentence } from './data/side-text.ts'
import type { EditionText, Row } from './edition.ts'
import { safeLine } from './safe-text.ts'

/** In the text itself: not in quotations and notes. */
export function headingsOf({ blocks }: Pick<EditionText, 'blocks'>): readonly Row[] {
  return blocks.filter(
    (block): block is Row =>
      block.kind === 'row' && block.unit === 'heading' && block.quoted === 0 && block.note === undefined,
  )
}

/** Its words on one side; undefined where some of them are not translated. */
export function headingWords(row: Row, side: 'source' | 'target', language: string): string | undefined {
  if (row[side].some(({ missing }) => missing)) return undefined
  return safeLine(row[side].map((sentence) => plainSentence(sentence, language)).join(' '))
}
