/** Documents that are chapters of one file: their paths, and what each of them has of the file. */
import type { Element, Root } from 'hast'
import type { Picture, SourceDocument } from '../bitext/source.ts'
import type { ReadResult } from '../document/read-result.ts'
import { extractUnits, type ExtractOptions } from '../segment/extract-units.ts'

/** 'input/kitab.epub/03' */
const CHAPTER = /^(.+\.epub)\/\d+$/i

/** The file that a document is read from: of a chapter its book. */
export function fileOf(path: string): string {
  return CHAPTER.exec(path)?.[1] ?? path
}

/** Those that have text, in reading order. What is said of the whole book is said of the first. */
export function chapterDocuments(
  { parts = [], tree: _, ...read }: ReadResult,
  options: Pick<ExtractOptions, 'path' | 'language' | 'keep' | 'leaveOut'>,
): readonly SourceDocument[] {
  const { pictures = {}, leftOut: _left, findings: _findings, decisions: _decisions, ...each } = read
  const documents = parts
    .map(({ name, tree }) =>
      extractUnits(tree, { ...each, ...options, ...picturesIn(tree, pictures), path: `${options.path}/${name}` }),
    )
    .filter(({ units }) => units.length > 0)
  return documents.map((document, index) =>
    index > 0
      ? document
      : {
          ...document,
          leftOut: [...(read.leftOut ?? []), ...document.leftOut],
          findings: read.findings,
          decisions: [...read.decisions, ...document.decisions],
        },
  )
}

function picturesIn(
  tree: Root,
  pictures: Readonly<Record<string, Picture>>,
): { readonly pictures?: Readonly<Record<string, Picture>> } {
  const names = new Set<unknown>()
  const rest: (Root | Element)[] = [tree]
  for (let node = rest.pop(); node !== undefined; node = rest.pop())
    for (const child of node.children) {
      if (child.type !== 'element') continue
      names.add(child.properties.dataPicture)
      rest.push(child)
    }
  const own = Object.entries(pictures).filter(([name]) => names.has(name))
  return own.length > 0 ? { pictures: Object.fromEntries(own) } : {}
}
