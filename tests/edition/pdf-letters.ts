/** Letters of a PDF's page in the order in which they are read. */
import type { Glyphs } from './read-pdf.ts'

export type SideName = 'source' | 'target'

export function textOf(glyphs: readonly Glyphs[]): string {
  return glyphs.map(({ text }) => text).join('')
}

/** Lines of glyphs, the highest first. */
export function linesOf(glyphs: readonly Glyphs[]): readonly (readonly Glyphs[])[] {
  return [...Map.groupBy(glyphs, ({ y }) => Math.round(y)).entries()]
    .toSorted(([a], [b]) => b - a)
    .map(([, line]) => line)
}

/** The letters of one side: Arabic lines run from the right. */
export function inOrder(glyphs: readonly Glyphs[], side: SideName): string {
  return linesOf(glyphs)
    .map((line) => {
      const runs = [...Map.groupBy(line, ({ run }) => run).values()].toSorted((a, b) => (a[0]?.x ?? 0) - (b[0]?.x ?? 0))
      return textOf(side === 'source' ? runs.toReversed().flatMap((run) => run.toReversed()) : runs.flat())
    })
    .map((line) => letters(line, side))
    .join('')
}

/** Marks are no letters, and what a face joins may be given back as one. */
export function letters(text: string, side: SideName): string {
  return text
    .normalize('NFKC')
    .replace(
      side === 'source' ? /(?!\p{L})[^]|(?!\p{Script=Arabic})[^]|\u0640/gu : /(?!\p{L})[^]|(?!\p{Script=Latin})[^]/gu,
      '',
    )
}
