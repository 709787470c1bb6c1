/** Content as a caret walks through it: one place for each UTF-16 unit of text and for each code. */
import { glue, type Code, type Content } from '../../../bitext/content.ts'

export type Atom = string | Code

/** What an edit makes, and where the caret stands afterwards. */
export interface Edited {
  readonly atoms: readonly Atom[]
  readonly caret: number
}

export function atomsOf(content: Content): readonly Atom[] {
  return content.flatMap((part): readonly Atom[] => (typeof part === 'string' ? part.split('') : [part]))
}

export function contentOf(atoms: readonly Atom[]): Content {
  return glue(atoms)
}

/**
 * Puts `text` in place of the text between two places. Codes are never taken away: those between the places stay, behind
 * what is put in.
 */
export function replaceText(atoms: readonly Atom[], start: number, end: number, text: string): Edited {
  const kept = atoms.slice(start, end).filter((atom) => typeof atom === 'object')
  return {
    atoms: [...atoms.slice(0, start), ...text.split(''), ...kept, ...atoms.slice(end)],
    caret: start + text.length,
  }
}

/** How far a code goes at once. */
export type Step = 'letter' | 'word'

/**
 * Moves the code at `index` back or on; it goes over other codes only where pairs still stand inside each other.
 *
 * @returns Nothing where it cannot move.
 */
export function moveCode(
  atoms: readonly Atom[],
  index: number,
  { towards, step }: { readonly towards: 'back' | 'on'; readonly step: Step },
): Edited | undefined {
  const code = atoms[index]
  if (typeof code !== 'object') return undefined
  const others = atoms.toSpliced(index, 1)
  const to = nextPlace(others, index, towards, step)
  if (to === undefined) return undefined
  const moved = others.toSpliced(to, 0, code)
  return isNested(moved) ? { atoms: moved, caret: to + 1 } : undefined
}

/** Over one code, or over text as far as the next code. */
function nextPlace(atoms: readonly Atom[], from: number, towards: 'back' | 'on', step: Step): number | undefined {
  const sign = towards === 'on' ? 1 : -1
  const passed = (at: number): Atom | undefined => atoms[sign > 0 ? at : at - 1]
  if (passed(from) === undefined) return undefined
  if (typeof passed(from) === 'object') return from + sign
  const text = textFrom(atoms, from, sign)
  return from + sign * (step === 'letter' ? letterLength(text, sign) : wordLength(text, sign))
}

/** The text between a place and the next code, in reading order. */
function textFrom(atoms: readonly Atom[], from: number, sign: number): string {
  let to = from
  while (typeof atoms[sign > 0 ? to : to - 1] === 'string') to += sign
  return atoms.slice(Math.min(from, to), Math.max(from, to)).join('')
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** A letter goes with its tashkeel. */
function letterLength(text: string, sign: number): number {
  const letters = [...graphemes.segment(text)]
  return (sign > 0 ? letters[0] : letters.at(-1))?.segment.length ?? 1
}

/** To the border of the word or of the white space beside it. */
function wordLength(text: string, sign: number): number {
  const run = sign > 0 ? /^\s*\S+|^\s+/.exec(text) : /\S+\s*$|\s+$/.exec(text)
  return Math.max(1, run?.[0].length ?? 1)
}

/** Whether pairs that begin and end here stand inside each other. */
export function isNested(atoms: readonly Atom[]): boolean {
  const codes = atoms.filter((atom) => typeof atom === 'object')
  const closed = new Set(codes.filter(({ kind }) => kind === 'close').map(({ id }) => id))
  const opened = new Set(codes.filter(({ kind }) => kind === 'open').map(({ id }) => id))
  const open: string[] = []
  for (const { kind, id } of codes) {
    if (kind === 'open' && closed.has(id)) open.push(id)
    if (kind === 'close' && opened.has(id) && open.pop() !== id) return false
  }
  return true
}

/**
 * A target with exactly the codes of its source, so that an editor has nothing to lose: what it lacks comes to its end,
 * what its source has no longer goes.
 */
export function fitCodes(target: Content, source: Content): Content {
  const wanted = source.filter((part) => typeof part === 'object')
  const names = new Set(wanted.map(nameOf))
  const seen = new Set<string>()
  const kept = target.filter((part) => {
    if (typeof part === 'string') return true
    const isNew = names.has(nameOf(part)) && !seen.has(nameOf(part))
    seen.add(nameOf(part))
    return isNew
  })
  const fitted = [...kept, ...wanted.filter((code) => !seen.has(nameOf(code)))]
  if (isNested(fitted)) return glue(fitted)
  return glue([...kept.filter((part) => typeof part === 'string'), ...wanted])
}

/** One name for a code in all its segment. */
export function nameOf({ kind, id }: Code): string {
  return `${kind}:${id}`
}

/** Text that came from elsewhere, fit for a line: line ends and tabs are spaces, control characters go. */
export function plainLine(text: string): string {
  return text.replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ').replace(/[\u0000-\u001F\u007F]/g, '')
}

/** Whether a person would see something. */
export function hasText(content: Content): boolean {
  return content.some((part) => typeof part === 'string' && part.trim() !== '')
}
