/** How the columns of a table share its width, and where it has room to be a table. */
import type { Row, Sentence } from '../edition.ts'

export interface TableFit {
  readonly columns: number
  /** Per cent of a side's width for each column. */
  readonly shares: { readonly source: readonly number[]; readonly target: readonly number[] }
  /** Units that the widest pair of numbers takes. */
  readonly numberRoom: 7 | 8.5 | 10
  /** Narrowest page on which each side is a table of the page's whole width. */
  readonly whole: Width
  /** Narrowest page on which both sides face each other. */
  readonly facing: Width
  readonly onPaper: 'facing' | 'whole' | 'loose'
  /** Class of all these measures, the same for tables that share them. */
  readonly name: string
}

/** Classes of the two forms that a table has, each where it has room for it. */
export function formsOf({ whole, facing, onPaper }: TableFit): { readonly whole: string; readonly facing: string } {
  return {
    whole: `whole-${whole}${onPaper === 'loose' ? '' : '-paper'}`,
    facing: `facing-${facing}${onPaper === 'facing' ? '-paper' : ''}`,
  }
}

/** `wide`: two columns of text; `wider`: with room. */
export type Width = 'any' | 'phone' | 'middle' | 'wide' | 'wider' | 'none'

/** Numbers of a line that the spine can hold. */
export const MOST_NUMBERS = 4
/**
 * Characters in the width of a page: at 320 px, from 23rem, from 35rem, from 56rem and on paper.
 * A side that faces the other is narrower, by what each number takes too.
 */
const WHOLE = { any: 32, phone: 40, middle: 58, wide: 94, paper: 104 }
const FACING = { wide: 46, wider: 59, paper: 50, eachNumber: 4 }

/** A function of the words alone: characters are counted, not measured. */
export function fitOf(rows: readonly Row[], columns: number): TableFit {
  const needed = { source: needs(rows, columns, 'source'), target: needs(rows, columns, 'target') }
  const shares = { source: sharesOf(needed.source), target: sharesOf(needed.target) }
  const room = Math.max(roomOf(needed.source, shares.source), roomOf(needed.target, shares.target))
  const numberRoom = roomOfNumber(Math.max(0, ...rows.map(({ label }) => label.length)))
  const beside = columns > MOST_NUMBERS ? Infinity : room + FACING.eachNumber * columns
  const whole = (['any', 'phone', 'middle', 'wide'] as const).find((width) => room <= WHOLE[width]) ?? 'none'
  const facing = beside <= FACING.wide ? 'wide' : beside <= FACING.wider ? 'wider' : 'none'
  const onPaper = beside <= FACING.paper ? 'facing' : room <= WHOLE.paper ? 'whole' : 'loose'
  const name = ['t', Math.ceil(numberRoom), ...shares.source, ...shares.target].join('-')
  return { columns, shares, numberRoom, whole, facing, onPaper, name }
}

/** What a column needs, in characters. */
interface Need {
  /** Its longest word, and short cells whole. */
  readonly least: number
  /** What it would be glad of. */
  readonly wished: number
}

const NARROWEST = 3
/** A cell of up to so many characters should stand in one line; a word of more than twice as many may be broken. */
const SHORT = 12
/** Between two columns. */
const GAP = 2

function needs(rows: readonly Row[], columns: number, side: 'source' | 'target'): readonly Need[] {
  const need = Array.from({ length: columns }, () => ({ least: NARROWEST, wished: 0 }))
  for (const row of rows) {
    const own = row.cell && need[row.cell.column - 1]
    // What spans several columns has what they have together.
    if (own === undefined || row.cell?.span.columns !== 1) continue
    const text = row[side].map(textOf).join(' ').trim()
    const length = Array.from(text).length
    const word = text.split(/\s+/).reduce((most, each) => Math.max(most, Array.from(each).length), 0)
    own.least = Math.max(own.least, Math.min(length, SHORT), Math.min(word, 2 * SHORT))
    own.wished = Math.max(own.wished, Math.min(length, 12 * SHORT) / 4)
  }
  return need
}

/** The box in the place of a translation needs room too. */
const MISSING = '_'.repeat(SHORT)

function textOf({ children, missing }: Sentence): string {
  const words = (nodes: Sentence['children']): string =>
    nodes
      .map((node) => (node.type === 'text' ? node.value : node.type === 'element' ? words(node.children) : ''))
      .join('')
  return missing ? MISSING : words(children)
}

/** Whole per cents, so that many tables share their measures; the widest column takes what rounding leaves. */
function sharesOf(need: readonly Need[]): readonly number[] {
  const wanted = need.map(({ least, wished }) => Math.max(least + GAP, wished))
  const sum = wanted.reduce((total, each) => total + each, 0)
  const shares = wanted.map((each) => Math.max(1, Math.round((100 * each) / sum)))
  const left = 100 - shares.reduce((total, each) => total + each, 0)
  const widest = shares.indexOf(Math.max(...shares))
  return shares.map((share, index) => (index === widest ? share + left : share))
}

/** Characters of the whole width at which no column is too narrow. */
function roomOf(need: readonly Need[], shares: readonly number[]): number {
  return need.reduce(
    (most, { least }, index) => Math.max(most, Math.ceil(((least + GAP) * 100) / (shares[index] ?? 1))),
    0,
  )
}

function roomOfNumber(characters: number): TableFit['numberRoom'] {
  return characters < 3 ? 7 : characters < 4 ? 8.5 : 10
}
