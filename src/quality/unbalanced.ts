/** Marks that come in twos, and those of them in a text whose other half is not there. */
import { quote } from '../errors.ts'
import type { Fault, Pair } from './check.ts'

export interface MarkPair {
  readonly open: string
  readonly close: string
}

/** `missing`: 'open' when it is the opening half that is not there. */
export interface Lone {
  readonly mark: string
  readonly missing: 'open' | 'close'
  /** Offset in the text, in UTF-16 units. */
  readonly start: number
}

/** Finds them in the text's order. */
export type FindLone = (text: string) => readonly Lone[]

/**
 * Kinds are matched apart from each other: that a bracket closes across a quotation is no fault a reader sees. Linear.
 *
 * @param pairs Of one UTF-16 unit each.
 */
export function loneAmong(pairs: readonly MarkPair[]): FindLone {
  const closing = new Map(pairs.map((pair) => [pair.open, pair.close]))
  const marks = new RegExp(`[${pairs.map(({ open, close }) => `\\${open}\\${close}`).join('')}]`, 'g')
  return (text) => {
    const open = new Map<string, Lone[]>()
    const lone: Lone[] = []
    for (const { 0: mark, index: start } of text.matchAll(marks)) {
      const close = closing.get(mark)
      if (close !== undefined) open.set(close, [...(open.get(close) ?? []), { mark, missing: 'close', start }])
      else if (open.get(mark)?.pop() === undefined) lone.push({ mark, missing: 'open', start })
    }
    return [...lone, ...[...open.values()].flat()].toSorted((a, b) => a.start - b.start)
  }
}

/**
 * A mark may close in another sentence of its row. What the source has out of balance the translation may have too,
 * or mend.
 */
export function balanceFaults({ source, target, row }: Pair, find: FindLone): readonly Fault[] {
  const [given, found] = [find(source), find(target)]
  // Most rows are one sentence.
  const rowGiven = row.source === source ? given : find(row.source)
  const rowFound = row.target === target ? found : find(row.target ?? '')
  const [lost] = found
  const [own] = given
  if (lost && imbalanceOf(given) !== imbalanceOf(found) && !(row.target !== undefined && rowFound.length === 0))
    return [{ message: `Unexpected ${quote(lost.mark)} alone in the translation, expected its other half` }]
  if (own && rowGiven.length > 0)
    return [{ message: `Unexpected ${quote(own.mark)} alone in the source, expected its other half`, start: own.start }]
  return []
}

/** How the marks of one text are out of balance, to be compared with another's: '+1 -0' for one opened too often. */
function imbalanceOf(lone: readonly Lone[]): string {
  const count = (missing: Lone['missing']): number => lone.filter((each) => each.missing === missing).length
  return `+${count('close')} -${count('open')}`
}
