/**
 * The page's style. One unit, `--u`, carries all measures: English 1.8u on 2.8u and Arabic 2.35u on
 * 4.2u, so that three English lines are two Arabic ones.
 */
import { baseStyle } from './style-base.ts'
import { paperStyle, printStyle } from './style-print.ts'
import { tableStyle } from './style-table.ts'
import type { TableShape } from './table-shape.ts'

export interface StyleOptions {
  /** Where the right-to-left language stands. */
  readonly arabic: 'right' | 'left' | 'top'
  readonly paper: 'a4' | 'letter'
  /** The most segments that a row has: pairs are lit by number. */
  readonly pairs: number
  /** `@font-face` rules, or '' for the reader's own fonts. */
  readonly faces: string
  /** Plain text of the titles, for the running heads. */
  readonly title: { readonly source: string; readonly target: string }
  readonly sourceIsRtl: boolean
  readonly tables: readonly TableShape[]
}

/** Of Arabic text, in units, with the edition's own face and with a system's. */
const ARABIC_SIZE = { embedded: 2.35, system: 2.05 }
/** A system's Amiri is drawn as large as other system faces, which the size above is for. */
const LOCAL_AMIRI = '@font-face{font-family:"Muqabil Local Amiri";src:local("Amiri");size-adjust:114%}\n'
const ONE = ':root:has(:is(#view-source,#view-target):checked)'

/** The whole stylesheet of one page, to the letter the same for the same options. */
export function pageStyle({ arabic, paper, pairs, faces, title, sourceIsRtl, tables }: StyleOptions): string {
  const [rtl, ltr] = sourceIsRtl ? ['.source', '.target'] : ['.target', '.source']
  const sides = {
    rtl,
    ltr,
    rtlView: sourceIsRtl ? '#view-source' : '#view-target',
    ltrView: sourceIsRtl ? '#view-target' : '#view-source',
  } as const
  const rtlOnLeft = arabic === 'left'
  const [wide, narrow] =
    arabic === 'top' ? ['not all', 'all'] : ['print,(min-width:56rem)', 'screen and (max-width:55.99rem)']
  const page = [
    baseStyle(faces === '' ? ARABIC_SIZE.system : ARABIC_SIZE.embedded),
    `@media ${wide}{${columns(rtl, ltr, rtlOnLeft)}}`,
    `@media ${narrow}{${stacked()}}`,
    lights(pairs),
    views(sides, wide),
    printStyle({ stacked: arabic === 'top' }),
  ]
  const running = sourceIsRtl
    ? { left: title.target, right: title.source }
    : { left: title.source, right: title.target }
  return [
    faces === '' ? LOCAL_AMIRI : faces,
    // In a layer, so that what takes the cells of tables apart need not outweigh all that is said of rows.
    `@layer page{${page.join('\n')}}`,
    tableStyle({ shapes: tables, sourceIsRtl, arabic }),
    paperStyle(paper, running),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

/** Two columns and the spine between them. */
function columns(rtl: string, ltr: string, rtlOnLeft: boolean): string {
  const [first, last] = rtlOnLeft ? [rtl, ltr] : [ltr, rtl]
  return `
.row{grid-template-columns:minmax(0,1fr) calc(11*var(--u)) minmax(0,1fr);align-items:first baseline}
.row>${first}{grid-area:1/1}.row>.spine{grid-area:1/2}.row>${last}{grid-area:1/3}
.text>.row::before{content:"";position:absolute;z-index:-1;inset-block:0;left:50%;border-left:1px solid var(--rule)}
.note-start{margin-top:calc(2*var(--u));padding-top:calc(2*var(--u))}.note-start>.cell::before{content:"";position:absolute;top:0;width:8rem;border-top:1px solid var(--rule)}
${rtlOnLeft ? '.no .n-ltr{order:3;text-align:left}.no .bead{order:2}.no .n-rtl{order:1;text-align:right}' : ''}
`
}

/** One column: the spine lies down and is the rule between rows. */
function stacked(): string {
  return `
.sheet{max-width:42rem}
.row{grid-template-columns:minmax(0,1fr);row-gap:calc(.9*var(--u));padding-block:0 calc(1.6*var(--u))}
.text>.row{padding-top:0}
.text>.title{row-gap:calc(1.8*var(--u))}.item{padding-bottom:calc(.8*var(--u))}
.shaped .no{margin-block:-.6rem -.4rem}
.tr .row{row-gap:calc(.2*var(--u));padding-bottom:calc(.8*var(--u))}
.no{grid-template-columns:auto 1fr auto 1fr auto;align-items:center;min-height:max(44px,2.75rem)}
.no::before,.no::after{content:"";border-top:1px solid var(--rule)}
.no .n-ltr{order:1}.no::before{order:2}.no .bead{order:3}.no::after{order:4}.no .n-rtl{order:5}
.word{grid-auto-flow:column;align-items:baseline;column-gap:.75em;margin-block:-.75rem 0}
.tr{border:0}.tr+.tr{border-top:1px solid var(--rule)}
.top{grid-template-columns:auto;justify-content:center;padding-block:.75rem .25rem}.top>span{display:none}
.account,.colophon{row-gap:calc(1.2*var(--u));padding-bottom:calc(2*var(--u))}
summary{padding-block:.3rem}
`
}

/** Each pair needs a rule of its own: beyond so many sentences in one row none are lit. */
const MOST_PAIRS = 100

function lights(pairs: number): string {
  if (pairs < 2) return ''
  const rules = Array.from(
    { length: Math.min(MOST_PAIRS, pairs) },
    (_, index) => `.row:has([data-s="${index + 1}"]:is(:hover,:focus)) [data-s="${index + 1}"]`,
  )
  return `${rules.join(',\n')}{background-color:var(--wash)}`
}

/** One language alone: one measure in the middle, its own number in its own margin. */
function views(
  {
    rtl,
    ltr,
    rtlView,
    ltrView,
  }: { readonly rtl: string; readonly ltr: string; readonly rtlView: string; readonly ltrView: string },
  wide: string,
): string {
  const [onlyRtl, onlyLtr] = [`:root:has(${rtlView}:checked)`, `:root:has(${ltrView}:checked)`]
  return `
${onlyRtl} .row>${ltr},${onlyLtr} .row>${rtl},${onlyRtl} .n-ltr,${onlyLtr} .n-rtl,${onlyRtl} .word>.ltr,${onlyLtr} .word>.rtl{display:none}
@media ${wide}{
${ONE} .row{grid-template-columns:calc(9*var(--u)) minmax(0,calc(60*var(--u))) calc(9*var(--u));justify-content:center}
${ONE} .text>.row::before{content:none}
${ONE} .row>:is(${rtl},${ltr}){grid-area:1/2}
${onlyLtr} .row>.spine{grid-area:1/1}${onlyRtl} .row>.spine{grid-area:1/3}
${ONE} .no{grid-template-columns:auto auto;padding-inline:calc(2*var(--u))}
${onlyLtr} .no{justify-content:end}${onlyRtl} .no{justify-content:start}
${ONE} .no .bead{order:2}${onlyLtr} .no .n-ltr{order:1}${onlyRtl} .no .n-rtl{order:3}
${ONE} .across{max-width:calc(60*var(--u));margin-inline:auto}
}`
}
