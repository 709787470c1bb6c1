/** Web furniture: lines that came with an article and are not part of it. */
import { plainText } from '../bitext/content.ts'
import type { LeftOut, SourceUnit } from '../bitext/source.ts'
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

const phrases = new Set(FURNITURE.map(phraseKey))

/**
 * Finds the lines to leave out: those that stand at the document's edge, with nothing but
 * furniture between them and it, and are a phrase of the list, a count or a colon after it
 * allowed; and, anywhere, those that the configuration names. Never by shape alone: a headline
 * is short and unpunctuated too.
 */
export function findFurniture(units: readonly SourceUnit[], { keep = [], leaveOut = [] }: FurnitureOptions): Furniture {
  const kept = new Set(keep.map(phraseKey))
  const named = new Set(leaveOut.map(phraseKey))
  const keys = units.map((unit) => phraseKey(plainText(unit.content)))
  const reasonOf = (index: number): LeftOut['reason'] | undefined => {
    const key = keys[index] ?? ''
    if (kept.has(key)) return undefined
    return named.has(key) ? 'configured' : phrases.has(key) ? 'furniture' : undefined
  }
  const dropped = new Set<number>()
  for (let index = 0; index < units.length && reasonOf(index); index++) dropped.add(index)
  for (let index = units.length - 1; index >= 0 && reasonOf(index); index--) dropped.add(index)
  for (const index of units.keys()) if (reasonOf(index) === 'configured') dropped.add(index)
  const leftOut = units.flatMap((unit, index): LeftOut[] =>
    dropped.has(index)
      ? [
          {
            text: plainText(unit.content),
            reason: reasonOf(index) ?? 'furniture',
            ...(unit.line === undefined ? {} : { line: unit.line }),
          },
        ]
      : [],
  )
  return { leftOut, dropped }
}

/** Without a count in brackets or a colon at its end. */
function phraseKey(text: string): string {
  return normalizeKey(text)
    .replace(/\s*(?:\(\s*\d+\s*\)|:|\.)+$/, '')
    .trim()
}
