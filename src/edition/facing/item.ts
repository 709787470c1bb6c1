/** What the pages are made of: an item has a side in each language, and is measured and placed as one. */
import type { Element, ElementContent } from 'hast'
import { h } from 'hastscript'
import { directionOf } from '../../text/letters.ts'
import type { RowState } from '../kinds.ts'

export type SideName = 'source' | 'target'

export interface ItemFacts {
  readonly classes: readonly string[]
  /** It may not stand last on a page, nor be cut. */
  readonly keep: boolean
  /** The least white above it, in points on A5. */
  readonly gap: number
  /** Of the row, or of the first and last of several. */
  readonly numbers?: readonly [string, string]
  readonly id?: string
  readonly state?: RowState
}

export function item({ classes, keep, gap, numbers, id, state }: ItemFacts, sides: readonly Element[]): Element {
  const [first, last] = numbers ?? []
  const shown =
    first === undefined || last === undefined
      ? {}
      : { dataNumber: first === last ? String(first) : `${first}\u2013${last}` }
  return h(
    'section',
    {
      className: ['item', ...classes],
      dataGap: String(gap),
      ...(keep ? { dataKeep: 'true' } : {}),
      ...shown,
      ...(id === undefined ? {} : { dataRow: id }),
      ...(state === undefined ? {} : { dataState: state }),
    },
    [...sides],
  )
}

export function cell(
  name: SideName,
  language: string,
  children: readonly ElementContent[],
  tag: string = language,
): Element {
  const className = [name, 'cell', directionOf(language)]
  return h('div', { className, lang: tag, dir: directionOf(language) }, [...children])
}
