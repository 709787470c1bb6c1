/** Which documents are chapters of a book: those of a folder that has more than one. */
import { compareNatural } from '../text/compare-natural.ts'

/** By folder, relative to the input folder, its documents in natural order; refused ones too. */
export function booksOf(input: string, sources: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const folders = Map.groupBy(sources, (source) => folderOf(input, source))
  return new Map(
    [...folders]
      .filter(([folder, chapters]) => folder !== '' && chapters.length > 1)
      .map(([folder, chapters]) => [folder, chapters.toSorted(compareNatural)] as const),
  )
}

/** '' for what stands in the input folder itself. */
export function folderOf(input: string, source: string): string {
  return source.slice(`${input.replace(/\/+$/, '')}/`.length).replace(/\/?[^/]*$/, '')
}
