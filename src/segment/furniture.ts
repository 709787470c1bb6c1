/** Web furniture: lines that came with an article and are not part of it. */
import { plainText } from '../bitext/content.ts'
import type { LeftOut, SourceUnit, UnitKind } from '../bitext/source.ts'
import { normalizeKey } from '../text/normalize-key.ts'
import { FURNITURE } from './data/furniture.ts'

export interface FurnitureOptions {
  readonly keep?: readonly string[]
  readonly leaveOut?: readonly string[]
}

export interface Furniture {
  readonly leftOut: readonly LeftOut[]
  /** Indexes of the units that are left out. */
  readonly dropped: ReadonlySet<number>
}

/** What can be furniture: not a cell, which has its place in a table, nor a note. */
const LINES = new Set<UnitKind>(['heading', 'paragraph', 'item', 'quotation'])
/** In UTF-16 units; what is longer is no line of buttons. */
const LONGEST = 400
/** What parts the buttons of one line. */
const PARTS = /[|\u00B7\u2022\u25CF/\u2013\u2014]/
const LETTER = /\p{L}/u
const phrases = new Set(FURNITURE.map(phraseKey))

/**
 * Finds the lines to leave out: those that stand at the document's edge, with nothing but
 * furniture between them and it, and are phrases of the list, with counts, colons, arrows or
 * pictures beside them; and, anywhere, those that the configuration names. Never by shape alone: a
 * headline is short and unpunctuated too.
 *
 * @param isTitle Whether a unit is what the source itself marks as its title: that is never furniture.
 */
export function findFurniture(
  units: readonly SourceUnit[],
  { keep = [], leaveOut = [] }: FurnitureOptions,
  isTitle: (index: number) => boolean = () => false,
): Furniture {
  const kept = new Set(keep.map(phraseKey))
  const named = new Set(leaveOut.map(normalizeKey))
  const reasonOf = (index: number): LeftOut['reason'] | undefined => {
    const text = plainText(units[index]?.content ?? [])
    if (named.size > 0 && named.has(normalizeKey(text))) return 'configured'
    const isLine = LINES.has(units[index]?.kind ?? 'paragraph')
    if (!isLine || text.length > LONGEST || isTitle(index) || kept.has(phraseKey(text))) return undefined
    return isFurniture(text, kept) ? 'furniture' : undefined
  }
  const reasons = new Map<number, LeftOut['reason']>()
  const take = (index: number): boolean => {
    const reason = reasonOf(index)
    if (reason) reasons.set(index, reason)
    return reason !== undefined
  }
  let first = 0
  while (first < units.length && take(first)) first++
  for (let last = units.length - 1; last > first && take(last); last--);
  if (named.size > 0)
    for (const index of units.keys()) if (reasonOf(index) === 'configured') reasons.set(index, 'configured')
  const leftOut = units.flatMap((unit, index): LeftOut[] => {
    const reason = reasons.get(index)
    if (reason === undefined) return []
    return [{ text: plainText(unit.content), reason, ...(unit.line === undefined ? {} : { line: unit.line }) }]
  })
  return { leftOut, dropped: new Set(reasons.keys()) }
}

/** One phrase, or several with bars between them. */
function isFurniture(text: string, kept: ReadonlySet<string>): boolean {
  if (phrases.has(phraseKey(text))) return true
  const keys = text
    .split(PARTS)
    .map(phraseKey)
    .filter((key) => key !== '')
  return keys.length > 1 && keys.every((key) => phrases.has(key) && !kept.has(key))
}

/** From the first letter to the last: without counts, colons and arrows round it. */
function phraseKey(text: string): string {
  const key = normalizeKey(text)
  let [from, to] = [0, key.length]
  while (from < to && !LETTER.test(key.charAt(from))) from++
  while (to > from && !LETTER.test(key.charAt(to - 1))) to--
  return key.slice(from, to)
}
