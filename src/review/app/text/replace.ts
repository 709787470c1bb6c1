/** Other words for the same ones, in the translations of many rows. */
import { plainText, type Content } from '../../../bitext/content.ts'
import { atomsOf, contentOf, replaceText, type Atom } from './atoms.ts'
import { findFolded, fold, type Span } from './fold.ts'

export interface Replacing {
  readonly find: string
  readonly by: string
  /** Otherwise capitals, tashkeel and the like do not count. */
  readonly isExact: boolean
}

/** Where it is found, in UTF-16 units of the plain text. */
function placesOf(content: Content, { find, isExact }: Replacing): readonly Span[] {
  const text = plainText(content)
  if (!isExact) return findFolded(fold(text), fold(find).text)
  const spans: Span[] = []
  if (find === '') return spans
  for (let at = text.indexOf(find); at >= 0; at = text.indexOf(find, at + find.length))
    spans.push({ start: at, end: at + find.length })
  return spans
}

/** @returns Nothing where it is not found. Codes stay. */
export function replaceIn(content: Content, replacing: Replacing): Content | undefined {
  const spans = placesOf(content, replacing)
  if (spans.length === 0) return undefined
  let atoms = atomsOf(content)
  const places = placesInText(atoms)
  for (const { start, end } of spans.toReversed()) {
    const [from, to] = [places[start], places[end - 1]]
    if (from !== undefined && to !== undefined) atoms = replaceText(atoms, from, to + 1, replacing.by).atoms
  }
  return contentOf(atoms)
}

/** For each UTF-16 unit of the plain text its place among the atoms. */
function placesInText(atoms: readonly Atom[]): readonly number[] {
  return [...atoms.keys()].filter((index) => typeof atoms[index] === 'string')
}
