/** The page on paper: measures, running heads and folios in both digits. */

/** Plain text of the running heads. */
export interface RunningHeads {
  readonly left: string
  readonly right: string
}

const LONGEST_RUNNING_HEAD = 54
/** Of the margin at each side, as much as belongs to the page: what stands outside of it is not printed, such as the number of a list's 14th item. */
const INSIDE = '8mm'

/** The sheet of paper, with what stands in its margins. */
export function paperStyle(paper: 'a4' | 'letter', running: RunningHeads): string {
  // The Arabic baseline lies lower in its line than the Latin one: the paddings bring both to one height.
  return `@page{size:${paper === 'a4' ? 'A4' : 'letter'};margin:22mm calc(16mm - ${INSIDE}) 21mm;
@top-left{content:"${cssString(shorten(running.left))}";font:8pt/12pt var(--latin);color:#3d3831;vertical-align:bottom;padding:0 0 6mm ${INSIDE}}
@top-right{content:"${cssString(shorten(running.right))}";font:10.5pt/12pt var(--arabic);color:#3d3831;direction:rtl;vertical-align:bottom;padding:0 ${INSIDE} calc(6mm - .9pt) 0}
@bottom-left{content:counter(page);font:9pt/12pt var(--latin);color:#3d3831;vertical-align:top;padding:6mm 0 0 ${INSIDE}}
@bottom-right{content:counter(page,arabic-indic);font:11.5pt/12pt var(--arabic);color:#3d3831;vertical-align:top;padding:calc(6mm + 1.1pt) ${INSIDE} 0 0}}
@page:first{@top-left{content:none}@top-right{content:none}}`
}

/** What is printed of a page, and how. `stacked`: one column on paper too. */
export function printStyle({ stacked }: { readonly stacked: boolean }): string {
  return `@media print{
:root{--u:5.15pt;--paper:#fff;--ink:#000;--quiet:#3d3831;--rubric:#7a1a10;--rule:#bbb;--wash:#f1ece0;color-scheme:light${stacked ? '' : ';--columns:minmax(0,1fr) calc(9*var(--u)) minmax(0,1fr)'}}
.views,.skip{display:none}
.top{grid-template-columns:1fr 1fr;padding-block:0 6mm}
.sheet{max-width:none;padding:0 ${INSIDE}}
.row{break-inside:avoid}
.row:target::after{content:none}.row:target :is(.bead,.word){--paper:#fff}
:is(.small,.top) .ltr{font-size:calc(1.45*var(--u))}:is(.small,.top) .rtl{font-size:calc(1.85*var(--u))}
.word .ltr,.ltr .line{font-size:calc(1.35*var(--u))}.word .rtl{font-size:calc(1.7*var(--u))}.rtl details{font-size:calc(1.85*var(--u))}
.bead{width:calc(.95*var(--u));height:calc(.95*var(--u));border-width:.8pt}
.bead,ins{print-color-adjust:exact;-webkit-print-color-adjust:exact}
pre{font-size:7.5pt}
p.missing-box{margin-inline:0}
.colophon{margin-top:0;padding-bottom:0}
summary{list-style:none}summary::-webkit-details-marker{display:none}
h1,h2,h3,h4,h5,h6{break-after:avoid}
.heading,.title,.caption,.account,.head-line{break-after:avoid}
.tr{break-inside:avoid}
p{orphans:2;widows:2}
}`
}

/** A running head, cut at a word. */
export function shorten(title: string): string {
  const points = Array.from(title)
  if (points.length <= LONGEST_RUNNING_HEAD) return title
  return `${points
    .slice(0, LONGEST_RUNNING_HEAD)
    .join('')
    .replace(/\s+\S*$/, '')}…`
}

/** A CSS string's content: what could end it, or the style element, as an escape. */
function cssString(text: string): string {
  return text.replace(
    /[\u0000-\u001F"\\<>&\u007F-\u009F]/g,
    (character) => `\\${character.codePointAt(0)?.toString(16)} `,
  )
}
