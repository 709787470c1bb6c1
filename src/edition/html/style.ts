/**
 * The page's style. One unit, `--u`, carries all measures: English 1.8u on 2.8u and Arabic 2.35u on
 * 4.2u, so that three English lines are two Arabic ones.
 */
import { baseStyle } from './style-base.ts'
import { PICTURE_STYLE } from '../pictures.ts'
import { CONTENTS_STYLE } from './contents.ts'
import { siteRules } from './style-site.ts'
import { paperStyle, printStyle } from './style-print.ts'
import { VOWELLED } from './tashkeel.ts'
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
  /** There is tashkeel, which can be hidden. */
  readonly isMarked?: boolean
  /** Of the longest half of a verse, in letters without tashkeel; 0 without verse. */
  readonly half: number
  readonly tables: readonly TableShape[]
  readonly hasPictures?: boolean | undefined
  /** Whether the page has a table of contents. */
  readonly hasContents: boolean
  /** The user's own rules. */
  readonly stylesheet?: string | undefined
}

/** Selectors of both sides, and of the views that show one alone. */
interface Sides {
  readonly rtl: string
  readonly ltr: string
  readonly rtlView: string
  readonly ltrView: string
}

/** Of Arabic text, in units, with the edition's own face and with a system's. */
const ARABIC_SIZE = { embedded: 2.35, system: 2.05 }
/** A system's Amiri is drawn as large as other system faces, which the size above is for. */
const LOCAL_AMIRI = '@font-face{font-family:"Muqabil Local Amiri";src:local("Amiri");size-adjust:114%}\n'
const ONE = ':root:has(:is(#view-source,#view-target):checked)'

const HIDDEN = `:root:has(#tashkeel:not(:checked)) .${VOWELLED}`
/** Without tashkeel; what is drawn is not read aloud a second time. */
const UNMARKED = `${HIDDEN}>span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
${HIDDEN}::after{content:attr(data-bare);content:attr(data-bare)/""}`

/** The whole stylesheet of one page, to the letter the same for the same options. */
export function pageStyle(options: StyleOptions): string {
  const { half, faces, hasContents, hasPictures, isMarked, stylesheet = '' } = options
  return joined([
    sharedParts(options, [
      (half > 0 ? `\n${halfWidth(half, faces !== '')}${VERSE}` : '') + (hasContents ? CONTENTS_STYLE : ''),
      ...(hasPictures ? [PICTURE_STYLE] : []),
      ...(isMarked ? [UNMARKED] : []),
    ]),
    tablesAndPaper(options),
    stylesheet,
  ])
}

/** What the pages of a site have in common: `pairs` and `hasVerse` of all of them. */
export function siteStyle(
  options: Pick<StyleOptions, 'arabic' | 'sourceIsRtl' | 'pairs' | 'faces'> & { readonly hasVerse: boolean },
): string {
  return joined([
    sharedParts(options, [
      options.hasVerse ? `\n${VERSE}` : '',
      PICTURE_STYLE,
      UNMARKED,
      siteRules(mediaOf(options.arabic).narrow),
    ]),
  ])
}

/** What a page of a site says of itself alone. */
export function ownStyle(
  options: Omit<StyleOptions, 'pairs' | 'faces' | 'stylesheet' | 'hasContents'>,
  { embeds }: { readonly embeds: boolean },
): string {
  return joined([options.half > 0 ? halfWidth(options.half, embeds).trimEnd() : '', tablesAndPaper(options)])
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n')
}

function sharedParts(
  { arabic, pairs, faces, sourceIsRtl }: Pick<StyleOptions, 'arabic' | 'sourceIsRtl' | 'pairs' | 'faces'>,
  more: readonly string[],
): string {
  const [rtl, ltr] = sourceIsRtl ? (['source', 'target'] as const) : (['target', 'source'] as const)
  const sides: Sides = { rtl: `.${rtl}`, ltr: `.${ltr}`, rtlView: `#view-${rtl}`, ltrView: `#view-${ltr}` }
  const rtlOnLeft = arabic === 'left'
  const { wide, narrow } = mediaOf(arabic)
  const page = [
    baseStyle(faces === '' ? ARABIC_SIZE.system : ARABIC_SIZE.embedded),
    `@media ${wide}{${columns(sides, rtlOnLeft)}}`,
    `@media ${narrow}{${stacked()}}`,
    lights(pairs),
    views(sides, wide),
    LEARN,
    ...more,
    printStyle({ stacked: arabic === 'top' }),
  ]
  // In a layer, so that what takes the cells of tables apart need not outweigh all that is said of rows.
  return `${faces === '' ? LOCAL_AMIRI : faces}\n@layer page{${page.join('\n')}}`
}

/** Where both languages stand side by side, and where one below the other. */
function mediaOf(arabic: StyleOptions['arabic']): { readonly wide: string; readonly narrow: string } {
  return arabic === 'top'
    ? { wide: 'not all', narrow: 'all' }
    : { wide: 'print,(min-width:56rem)', narrow: 'screen and (max-width:55.99rem)' }
}

function tablesAndPaper({
  tables,
  sourceIsRtl,
  arabic,
  paper,
  title,
}: Pick<StyleOptions, 'tables' | 'sourceIsRtl' | 'arabic' | 'paper' | 'title'>): string {
  const running = sourceIsRtl
    ? { left: title.target, right: title.source }
    : { left: title.source, right: title.target }
  return joined([tableStyle({ shapes: tables, sourceIsRtl, arabic }), paperStyle(paper, running)])
}

/** Two columns and the spine between them; `views` gives the places other values. */
function columns({ rtl, ltr }: Sides, rtlOnLeft: boolean): string {
  const [rtlColumn, ltrColumn] = rtlOnLeft ? [1, 3] : [3, 1]
  return `
:root{--columns:minmax(0,1fr) calc(11*var(--u)) minmax(0,1fr);--rtl-at:1/${rtlColumn};--ltr-at:1/${ltrColumn};--spine-at:1/2;--numbers:1fr auto 1fr;--rtl-order:${rtlColumn};--ltr-order:${ltrColumn}}
.row{grid-template-columns:var(--columns);justify-content:var(--justify,normal);align-items:first baseline}
.row>${rtl}{grid-area:var(--rtl-at)}.row>${ltr}{grid-area:var(--ltr-at)}.row>.spine{grid-area:var(--spine-at)}
.no{grid-template-columns:var(--numbers);justify-content:var(--number-side,normal);padding-inline:var(--number-room,0)}
.no .n-rtl{order:var(--rtl-order)}.no .bead{order:2}.no .n-ltr{order:var(--ltr-order)}
${rtlOnLeft ? '.no .n-ltr{text-align:left}.no .n-rtl{text-align:right}\n.cell.rtl ol{margin-inline-start:.6em}' : ''}
.text>.row::before{content:"";display:var(--hairline,block);position:absolute;z-index:-1;inset-block:0;left:50%;border-left:1px solid var(--rule)}
.note-start{margin-top:calc(2*var(--u));padding-top:calc(2*var(--u))}.note-start>.cell{position:static}.note-start{position:relative}.note-start>.cell::before{content:"";position:absolute;top:0;width:8rem;border-top:1px solid var(--rule)}
.across{max-width:var(--measure,none);margin-inline:auto}
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
.account,.colophon{row-gap:calc(1.2*var(--u));padding-bottom:calc(2*var(--u))}.colophon{padding-top:calc(1.6*var(--u))}
summary{padding-block:.3rem}
`
}

/**
 * The translation lies under bars like lines of print until a pointer, a finger or the keyboard is
 * there. It stays in the page for who hears it; on paper nothing is covered.
 */
const LEARN = `
.cell.target{outline:0}
@media screen{
:root:has(#view-learn:checked){--cover:block;--cell-at:relative}
.row:not(.missing)>.cell.target{position:var(--cell-at,static)}
.row:not(.missing)>.cell.target::after{content:"";display:var(--cover,none);position:absolute;inset:calc(-.3*var(--u)) -2px;background:repeating-linear-gradient(var(--paper) 0 calc(.8*var(--u)),var(--rule) 0 calc(2.2*var(--u)),var(--paper) 0 calc(2.8*var(--u))) 0 calc(.3*var(--u));background-color:var(--paper);outline:1px solid transparent;outline-offset:-1px;cursor:pointer}
.row>.cell.target:hover::after,.row:focus-within>.cell.target::after{display:none}
}
.origin{display:var(--origin,none);margin-top:calc(.3*var(--u));color:var(--quiet)}.cell .origin{font-size:max(.8125rem,1.4*var(--u));line-height:1.5}
.origin::before{content:attr(data-origin)}
:root:has(#origins:checked){--origin:block}
`

/** Of a letter with its share of the spaces, in units: Amiri's, and the widest face of a system (DejaVu Sans). */
const LETTER = { embedded: 0.955, system: 1.21 } as const

function halfWidth(half: number, embeds: boolean): string {
  return `:root{--half:calc(${Math.round(half * LETTER[embeds ? 'embedded' : 'system'] * 10) / 10}*var(--u))}\n`
}

/** All halves have the width of the longest, as letters are counted; one whose letters are wide takes what it needs. Side by side where both have room, else one below the other, the second at the end. */
const VERSE = `\
.bayt{display:grid}
.rtl .bayt{grid-template-columns:repeat(auto-fit,minmax(min(100%,calc(1.04*var(--half))),1fr));column-gap:calc(1.2*var(--u))}
.rtl .half{width:min(100%,var(--half));min-width:fit-content;text-align:justify;text-align-last:justify;text-wrap:balance}
.rtl .half+.half{justify-self:end}
.ltr .half{padding-inline-start:4em;text-indent:-4em}.ltr .half+.half{text-indent:-2em}
`

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

/**
 * One language alone: one measure in the middle, its own number in its own margin. All of it is said
 * once, at the root, in values that the rows take: a rule a row would have to be asked of every
 * element of a page, and there may be many.
 */
function views({ rtl, ltr, rtlView, ltrView }: Sides, wide: string): string {
  const [onlyRtl, onlyLtr] = [`:root:has(${rtlView}:checked)`, `:root:has(${ltrView}:checked)`]
  return `
.row>${rtl},.n-rtl,.word>.rtl{display:var(--rtl,block)}.row>${ltr},.n-ltr,.word>.ltr{display:var(--ltr,block)}
${onlyRtl}{--ltr:none}${onlyLtr}{--rtl:none}
@media ${wide}{
${ONE}{--columns:calc(9*var(--u)) minmax(0,calc(60*var(--u))) calc(9*var(--u));--justify:center;--hairline:none;--rtl-at:1/2;--ltr-at:1/2;--numbers:auto auto;--number-room:calc(2*var(--u));--rtl-order:3;--ltr-order:1;--measure:calc(60*var(--u))}
${onlyLtr}{--spine-at:1/1;--number-side:end}${onlyRtl}{--spine-at:1/3;--number-side:start}
}`
}
