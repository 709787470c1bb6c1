/** The measures of a book's page, in millimetres and points: a text box of whole lines in both languages. */

export type BookPaper = 'a5' | 'a4' | 'letter'

export interface Paper {
  /** Millimetres. */
  readonly width: number
  readonly height: number
  /** Of all type, against A5: larger pages have larger type, so that lines have as many letters. */
  readonly scale: number
  /** English lines of a page. A multiple of three: two Arabic lines are three English ones. */
  readonly lines: number
  /** Millimetres above the text, and between its far edge and the cut. */
  readonly top: number
  readonly outer: number
}

export const PAPERS: Readonly<Record<BookPaper, Paper>> = {
  a5: { width: 148, height: 210, scale: 1, lines: 33, top: 24, outer: 17 },
  a4: { width: 210, height: 297, scale: 1.35, lines: 36, top: 32, outer: 26 },
  letter: { width: 215.9, height: 279.4, scale: 1.35, lines: 33, top: 30, outer: 28 },
}

/** Millimetres between the text and the fold on A5, where the numbers stand too. */
const GUTTER = 23

export interface FacingPaper {
  readonly paper: BookPaper
  /** Millimetres. */
  readonly gutter?: number | undefined
}

/** As it is set, else in proportion to the page. */
export function gutterOf({ paper, gutter }: FacingPaper): number {
  return gutter ?? Math.round(GUTTER * PAPERS[paper].scale)
}

const POINTS_OF_MILLIMETRE = 72 / 25.4

/** Of a line, in units of the style: points on A5. */
export function roomOf({ paper, gutter }: { readonly paper: BookPaper; readonly gutter: number }): number {
  const { width, outer, scale } = PAPERS[paper]
  return ((width - outer - gutter) * POINTS_OF_MILLIMETRE) / scale
}

/** Of the line of an English text on A5, in points; type is 10 and 13.2. */
export const LINE = 14
