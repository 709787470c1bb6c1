/** Where two neighbours part: splitting a sentence, or moving what parts two. */
import { glue, plainText, type Content } from '../../../bitext/content.ts'
import { atomsOf, contentOf, type Atom } from './atoms.ts'

/** Places, in atoms, between which a boundary can move: before each word but the first, and at both ends. */
export function stops(content: Content): readonly number[] {
  const atoms = atomsOf(content)
  const inner: number[] = []
  for (let at = 1; at < atoms.length; at++) if (beginsWord(atoms, at)) inner.push(at)
  return [0, ...inner, atoms.length]
}

/** After white space, or before a code that comes after white space; a closing code stays with what it closes. */
function beginsWord(atoms: readonly Atom[], at: number): boolean {
  const before = atoms[at - 1]
  const here = atoms[at]
  return isSpace(before) && !isSpace(here) && !(typeof here === 'object' && here.kind === 'close')
}

function isSpace(atom: Atom | undefined): boolean {
  return typeof atom === 'string' && /^\s$/.test(atom)
}

/** The stop that comes next after `from`, or before it. */
export function nextStop(content: Content, from: number, towards: 'back' | 'on'): number {
  const places = stops(content)
  return (towards === 'on' ? places.find((stop) => stop > from) : places.findLast((stop) => stop < from)) ?? from
}

/** A first place for the boundary: behind the sentence or clause that ends nearest to the middle. */
export function likelyStop(content: Content): number {
  const atoms = atomsOf(content)
  const inner = stops(content).slice(1, -1)
  const middle = atoms.length / 2
  const marks = [/[.!?…؟]["'»”’)\]]*\s*$/, /[,;:،؛–—]\s*$/]
  for (const mark of marks) {
    const fit = inner.filter((stop) => mark.test(plainText(contentOf(atoms.slice(0, stop)))))
    if (fit.length > 0) return nearest(fit, middle)
  }
  return inner.length > 0 ? nearest(inner, middle) : atoms.length
}

function nearest(places: readonly number[], to: number): number {
  return places.reduce((best, place) => (Math.abs(place - to) < Math.abs(best - to) ? place : best))
}

/** Both pieces, without the white space at their new ends. */
export function splitAt(content: Content, place: number): readonly [Content, Content] {
  const atoms = atomsOf(content)
  return [trimmed(atoms.slice(0, place), 'end'), trimmed(atoms.slice(place), 'start')]
}

function trimmed(atoms: readonly Atom[], side: 'start' | 'end'): Content {
  const content = contentOf(atoms)
  const part = side === 'end' ? content.at(-1) : content[0]
  if (typeof part !== 'string') return content
  return glue(side === 'end' ? [...content.slice(0, -1), part.trimEnd()] : [part.trimStart(), ...content.slice(1)])
}

/** Neighbours as one text again. */
export function joined(contents: readonly Content[], between: string): Content {
  return glue(contents.flatMap((content, index) => (index === 0 ? content : [between, ...content])))
}
