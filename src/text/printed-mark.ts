/** What a PDF was printed from, at its very end: another browser draws other bytes of the same page. */
import { sha256Hex } from './hash.ts'

const MARK = '%muqabil-edition '

/** A comment after the end of the file, which every reader passes over. */
export function withMark(pdf: Uint8Array, html: string): Uint8Array {
  const mark = new TextEncoder().encode(`\n${MARK}${sha256Hex(html)}\n`)
  const marked = new Uint8Array(pdf.length + mark.length)
  marked.set(pdf)
  marked.set(mark, pdf.length)
  return marked
}

/** Whether a PDF is a print of this page, whichever browser made it. */
export function isPrintOf(pdf: Uint8Array, html: string): boolean {
  return endOf(pdf).endsWith(`\n${MARK}${sha256Hex(html)}\n`)
}

export function isPrint(pdf: Uint8Array): boolean {
  return endOf(pdf).includes(`\n${MARK}`)
}

const LONGEST_MARK = 120

function endOf(pdf: Uint8Array): string {
  return new TextDecoder('latin1').decode(pdf.subarray(-LONGEST_MARK))
}
