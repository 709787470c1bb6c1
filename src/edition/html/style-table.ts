/**
 * Tables. Every cell is a row of the page, with its number and both its sides; the grid of the
 * table takes them apart. Where there is room both sides face each other across their numbers, else
 * the source stands whole above its translation; on paper, and in a table longer than a screen, line
 * by line, so that no cell is far from its other side. What is too narrow even for that has its
 * cells one below the other, like other rows.
 */
import { formsOf, MOST_NUMBERS, type TableFit, type Width } from './table-fit.ts'
import type { TableShape } from './table-shape.ts'

export interface TableStyleOptions {
  readonly shapes: readonly TableShape[]
  readonly sourceIsRtl: boolean
  readonly arabic: 'right' | 'left' | 'top'
}

const SCREENS: Readonly<Record<Width, string>> = {
  any: 'screen',
  phone: 'screen and (min-width:23rem)',
  middle: 'screen and (min-width:35rem)',
  wide: 'screen and (min-width:56rem)',
  wider: 'screen and (min-width:75rem)',
  none: 'not all',
}
const BOTH = ':root:has(:is(#view-both,#view-learn):checked)'
const ONE = ':root:has(:is(#view-source,#view-target):checked)'
const TARGET = ':root:has(#view-target:checked)'

/** Nothing for a page without a table. */
export function tableStyle(options: TableStyleOptions): string {
  const { shapes, arabic } = options
  if (shapes.length === 0) return ''
  const fits = [...new Map(shapes.map(({ fit }) => [fit.name, fit])).values()]
  const columns = fits.reduce((most, fit) => Math.max(most, fit.columns), 1)
  const wholes = new Map(fits.map((fit) => [formsOf(fit).whole, media(fit.whole, fit.onPaper !== 'loose')]))
  const facings = new Map(fits.map((fit) => [formsOf(fit).facing, media(fit.facing, fit.onPaper === 'facing')]))
  return [
    places(shapes),
    ...fits.map((fit) => measures(fit, options)),
    ...[...wholes].map(
      ([name, where]) => `@media ${where}{${whole(`.${name}`, columns, options)}${lineByLine(`.${name}.long`)}}`,
    ),
    ...[...wholes.keys()].map((name) => `@media print{${lineByLine(`.${name}`)}}`),
    // A small table alone has the measure of the text round it.
    `${ONE} [class*=facing-wide]{max-width:calc(60*var(--u));margin-inline:auto}`,
    ...(arabic === 'top' ? [] : [...facings].map(([name, where]) => `@media ${where}{${facing(`.${name}`, arabic)}}`)),
  ]
    .filter((rule) => !rule.startsWith('@media not all'))
    .join('\n')
}

function media(width: Width, isOnPaper: boolean): string {
  if (!isOnPaper) return SCREENS[width]
  return width === 'none' ? 'print' : `print,${SCREENS[width]}`
}

/** Classes of lines and spans as numbers, down to the last that is used. */
function places(shapes: readonly TableShape[]): string {
  const most = (numbers: readonly number[]): number => numbers.reduce((last, each) => Math.max(last, each), 1)
  const numbered = (letters: string, to: number): string =>
    Array.from({ length: to }, (_, index) =>
      Array.from(letters, (letter) => `.${letter}${index + 1}{--${letter}:${index + 1}}`).join(''),
    ).join('')
  const height = most(shapes.map((shape) => (shape.isLong ? 1 : shape.height)))
  const sublines = most(shapes.flatMap(({ lines }) => lines.map((line) => line.height)))
  // Lines are counted in the table, or in their own line (m, r) where each line is a grid of its own.
  return `.table{--m:1;--r:1;--y:1;position:relative}
${numbered('lny', height)}${sublines > 1 ? numbered('mr', sublines) : ''}
.shaped :is(.tr,.row){--i:var(--l);--h:var(--n)}`
}

type Side = 'source' | 'target'

/** Physical sides of the page: which language runs from right to left, which from left to right. */
function sidesOf({ sourceIsRtl }: TableStyleOptions): { readonly rtl: Side; readonly ltr: Side } {
  return sourceIsRtl ? { rtl: 'source', ltr: 'target' } : { rtl: 'target', ltr: 'source' }
}

/** Columns of both forms. Their lines have names of side and number, so that each side's columns follow its own direction. */
function measures({ name, shares, columns, numberRoom }: TableFit, options: TableStyleOptions): string {
  const { rtl, ltr } = sidesOf(options)
  const fromLeft = linesOf(shares[ltr], ltr)
  const fromRight = linesOf(shares[rtl], rtl)
    .map(({ at, line }) => ({ at: 100 - at, line }))
    .toReversed()
  const [left, right] = options.arabic === 'left' ? [fromRight, fromLeft] : [fromLeft, fromRight]
  const together = [...fromLeft, ...fromRight].toSorted((a, b) => a.at - b.at)
  const room = Math.max(numberRoom, Math.ceil(11 / columns))
  const numbers = Array.from({ length: columns }, (_, index) => `number${index + 1}] calc(${room}*var(--u)) [`).join('')
  const facing = `${template(left).slice(0, -1)} ${numbers}${template(right).slice(1)}`
  return `.${name}{--whole:${template(together)};--facing:${facing}}`
}

interface GridLine {
  /** Per cent of the side, from the left. */
  readonly at: number
  readonly line: string
}

function linesOf(shares: readonly number[], side: Side): readonly GridLine[] {
  let at = 0
  const ends = shares.map((share, index) => ({ at: (at += share), line: `${side}${index + 2}` }))
  return [{ at: 0, line: `${side}1` }, ...ends]
}

function template(lines: readonly GridLine[]): string {
  return [...Map.groupBy(lines, ({ at }) => at)]
    .map(([at, names], index, all) => {
      const next = all[index + 1]
      return `[${names.map(({ line }) => line).join(' ')}]${next ? ` minmax(0,${next[0] - at}fr) ` : ''}`
    })
    .join('')
}

/** The source's table, and its translation's below it. A line of the source has its numbers above it. */
function whole(table: string, columns: number, options: TableStyleOptions): string {
  const { rtl, ltr } = sidesOf(options)
  const cells = Array.from({ length: columns }, (_, index) => {
    const [k, e] = [index + 1, index + 2]
    const at = (side: Side, cell: string): string =>
      side === ltr
        ? `${table} .k${k}>${cell}{grid-column-start:${side}${k}}${table} .e${e}>${cell}{grid-column-end:${side}${e}}`
        : `${table} .k${k}>${cell}{grid-column-end:${side}${k}}${table} .e${e}>${cell}{grid-column-start:${side}${e}}`
    return `${at('source', '.source')}${at('target', '.target')}${at('source', '.spine')}`
  })
  const spineOfTarget = Array.from({ length: columns }, (_, index) => {
    const [k, e] = [index + 1, index + 2]
    const [start, end] = ltr === 'target' ? ['start', 'end'] : ['end', 'start']
    return `${TARGET} ${table} .k${k}>.spine{grid-column-${start}:target${k}}${TARGET} ${table} .e${e}>.spine{grid-column-${end}:target${e}}`
  })
  return `
${table}{display:grid;grid-template-columns:var(--whole);margin-block:calc(1.1*var(--u));border-bottom:1px solid var(--rule)}
${table}::after{content:"";grid-area:calc(2*var(--n) + 1)/1/auto/-1;height:calc(2.4*var(--u));border-top:1px solid var(--rule)}
${table} .tr{display:contents}
${table} .tr::before,${table} .tr::after{content:"";grid-area:calc(2*var(--i) - 1)/1/auto/-1;border-top:1px solid var(--rule)}
${table} .head-line+.tr::before,${table} .head-line+.tr::after{border-color:var(--quiet)}
${table} .tr::after{grid-row:calc(2*var(--h) + 1 + var(--i))}
${table} .row{display:grid;grid-area:calc(2*var(--i) - 1)/1/span calc(2*var(--h) + 2 - var(--i) + var(--y))/-1;grid-template:subgrid/subgrid;gap:0;padding:0;align-items:start;justify-content:stretch;pointer-events:none}
${table} .row>*{pointer-events:auto}
${table} .row>.spine{grid-row:1}
${table} .row>.source{grid-row:2/span calc(2*var(--y) - 1)}
${table} .row>.target{grid-row:calc(2*var(--h) + 3 - var(--i))/span var(--y)}
${table} .cell{padding-block:calc(.3*var(--u)) calc(.6*var(--u));padding-inline-end:calc(1.2*var(--u))}
${table} .spine{padding-block-start:calc(.4*var(--u))}
${table} .no{grid-template-columns:auto auto;justify-content:${rtl === 'source' ? 'end' : 'start'};column-gap:calc(.6*var(--u));padding-inline:0}
${table} .bead{box-shadow:none}
${table} .no::before,${table} .no::after{content:none}
${table} .word{grid-auto-flow:row;margin:${rtl === 'source' ? '0 0 0 auto' : '0 auto 0 0'};padding:0;justify-items:inherit}
${BOTH} ${table} .no .n-${directionOfSide(options, 'target')}{display:none}
${BOTH} ${table} .target::before{content:attr(data-n);display:block;font:inherit;font-size:calc(1.4*var(--u));line-height:calc(2*var(--u));color:var(--rubric);user-select:none;-webkit-user-select:none}
${ONE} ${table}::after,${ONE} ${table} .tr::after{content:none}
${ONE} ${table} .row{grid-row-end:span calc(2*var(--y))}
${ONE} ${table} .row>.target{grid-row:2/span calc(2*var(--y) - 1)}
${TARGET} ${table} .no{justify-content:${ltr === 'target' ? 'start' : 'end'}}${TARGET} ${table} .word{margin:${ltr === 'target' ? '0 auto 0 0' : '0 0 0 auto'}}
${cells.join('\n')}
${spineOfTarget.join('\n')}
`
}

function directionOfSide({ sourceIsRtl }: TableStyleOptions, side: Side): 'rtl' | 'ltr' {
  return (side === 'source') === sourceIsRtl ? 'rtl' : 'ltr'
}

/** Each line a grid of its own, the source above its translation. */
function lineByLine(table: string): string {
  return `
${table}::after{content:none}
${table} :is(.tr,.row){--i:var(--r);--h:var(--m);--y:1}
${table} .tr{display:grid;border:0;grid-column:1/-1;grid-template-columns:subgrid;break-inside:avoid}
${table} .tr::after{content:none}
`
}

/**
 * Both sides in one line, their numbers between them. A row is a line of its own there, and the rows of a line are put on
 * one height: Firefox brings nothing on one height in the lines of a grid round it.
 */
function facing(width: string, arabic: 'right' | 'left' | 'top'): string {
  const table = `${BOTH} ${width}`
  const numbers = Array.from(
    { length: MOST_NUMBERS },
    (_, index) => `${table} .k${index + 1}>.spine{grid-column:number${index + 1}}`,
  )
  return `
${table}{grid-template-columns:var(--facing)}
${table}::before{content:"";position:absolute;z-index:-1;inset-block:calc(-1.1*var(--u));left:50%;border-left:1px solid var(--rule)}
${table}::after,${table} .tr::after,${table} .target::before{content:none}
${table} .tr::before{grid-row:var(--i)}
${table} .row{grid-row:var(--i)/span var(--y);grid-template-rows:auto;align-self:first baseline;align-items:first baseline}
${table} .row>:is(.source,.target){grid-row:1}
${table} .cell{padding-block:calc(.6*var(--u))}
${arabic === 'left' ? `${table} .k1>.cell{padding-inline-start:calc(1.2*var(--u))}` : ''}
${table} .spine{padding:0}
${table} .no{grid-template-columns:1fr auto 1fr;column-gap:calc(.45*var(--u));justify-content:stretch}
${table} .no :is(.n-ltr,.n-rtl){display:block}${table} .word{margin-inline:auto}
${numbers.join('\n')}
`
}
