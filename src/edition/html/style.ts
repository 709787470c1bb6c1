/**
 * The page's style. One unit, `--u`, carries all measures: English 1.8u on 2.8u and Arabic 2.35u on
 * 4.2u, so that three English lines are two Arabic ones.
 */

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
}

const LONGEST_RUNNING_HEAD = 54

/** The whole stylesheet of one page, to the letter the same for the same options. */
export function pageStyle({ arabic, paper, pairs, faces, title, sourceIsRtl }: StyleOptions): string {
  const embedded = faces !== ''
  const [rtlSide, ltrSide] = sourceIsRtl ? ['.source', '.target'] : ['.target', '.source']
  const places = arabic === 'left'
    ? `.row>${rtlSide}{grid-area:1/1}.row>.spine{grid-area:1/2}.row>${ltrSide}{grid-area:1/3}`
    : `.row>${ltrSide}{grid-area:1/1}.row>.spine{grid-area:1/2}.row>${rtlSide}{grid-area:1/3}`
  const wide = arabic === 'top' ? '(min-width:99999px)' : '(min-width:56rem),print'
  const narrow = arabic === 'top' ? 'all' : 'screen and (max-width:55.999rem)'
  return `${faces}${base(embedded)}
@media ${wide}{
.row{grid-template-columns:minmax(0,1fr) calc(11*var(--u)) minmax(0,1fr);align-items:first baseline}
${places}
.text>.row::before,.head::before{content:"";position:absolute;inset-block:0;left:50%;border-left:1px solid var(--rule)}
.one .row{display:block}
}
@media ${narrow}{
.sheet{max-width:42rem}
.row{display:block;padding-block:calc(.6*var(--u))}
.row>.spine{margin-block:calc(1.2*var(--u)) calc(.8*var(--u))}
.row>.spine::before{content:"";position:absolute;z-index:-1;left:0;right:0;top:50%;border-top:1px solid var(--rule)}
.no{width:fit-content;margin-inline:auto;background:var(--paper);padding-inline:1rem;min-height:44px;align-items:center}
.row>.target{margin-top:calc(1*var(--u))}
.top{grid-template-columns:1fr auto}.top>.edition-source{display:none}
}
${lights(pairs)}
:root:has(#view-source:checked) .target,:root:has(#view-target:checked) .source{display:none}
:root:has(#view-source:checked,#view-target:checked) .row{display:block;max-width:60em;margin-inline:auto}
:root:has(#view-source:checked,#view-target:checked) .sheet{max-width:calc(60*var(--u) + 8rem)}
:root:has(#view-source:checked,#view-target:checked) .row::before,:root:has(#view-source:checked,#view-target:checked) .head::before{display:none!important}
:root:has(#view-source:checked,#view-target:checked) .spine{width:fit-content;margin-inline:auto;padding-block:calc(.6*var(--u)) 0}
:root:has(#view-source:checked,#view-target:checked) .spine::before{display:none}
@page{size:${paper === 'a4' ? 'A4' : 'letter'};margin:22mm 16mm 21mm;
@bottom-left{content:counter(page);font:9pt var(--latin);color:#524c42}
@bottom-right{content:counter(page,arabic-indic);font:11pt var(--arabic);color:#524c42}
@top-left{content:"${cssString(shorten(sourceIsRtl ? title.target : title.source))}";font:8pt var(--latin);color:#524c42}
@top-right{content:"${cssString(shorten(sourceIsRtl ? title.source : title.target))}";font:10pt var(--arabic);color:#524c42}}
@page:first{@top-left{content:none}@top-right{content:none}}
@media print{
:root{--u:5.15pt;--paper:#fff;--ink:#000;--quiet:#333;--rubric:#7a1a10;--wash:#fff}
.top,.skip{display:none}
.sheet{max-width:none;padding:0}
.row{${arabic === 'top' ? '' : 'grid-template-columns:minmax(0,1fr) calc(9*var(--u)) minmax(0,1fr);'}break-inside:avoid}
h1,h2,h3{break-after:avoid}
a{color:inherit}
}`
}

function lights(pairs: number): string {
  if (pairs < 2) return ''
  const rules = Array.from({ length: pairs }, (_, index) => `.row:has([data-s="${index + 1}"]:is(:hover,:focus)) [data-s="${index + 1}"]`)
  return `${rules.join(',\n')}{background:var(--wash);box-shadow:0 0 0 .12em var(--wash)}`
}

/** Cut at a word. */
function shorten(title: string): string {
  const points = [...title]
  if (points.length <= LONGEST_RUNNING_HEAD) return title
  return `${points.slice(0, LONGEST_RUNNING_HEAD).join('').replace(/\s+\S*$/, '')}…`
}

/** A CSS string's content: everything but letters, digits and spaces as an escape. */
function cssString(text: string): string {
  return text.replace(/[\u0000-\u001F"\\<>&\u007F-\u009F]/g, (character) => `\\${character.codePointAt(0)?.toString(16)} `)
}

function base(embedded: boolean): string {
  const size = embedded ? '2.35' : '2.05'
  return `
:root{color-scheme:light dark;--u:clamp(.575rem,.4rem + .28vw,.625rem);
--paper:#fdfcf9;--ink:#1d1a15;--quiet:#524c42;--rubric:#861d12;--rule:#d8d1c2;--wash:#f4ead3;
--latin:"Muqabil Latin","Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L","Noto Serif",Georgia,serif;
--arabic:"Muqabil Arabic","Muqabil Digits","Muqabil Latin",Amiri,"Scheherazade New","Noto Naskh Arabic","Geeza Pro","Traditional Arabic","Sakkal Majalla","Times New Roman",serif}
@media (prefers-color-scheme:dark){:root{--paper:#171512;--ink:#ebe5d9;--quiet:#bbb3a4;--rubric:#f2a994;--rule:#433d33;--wash:#2d2316}}
@media (prefers-contrast:more){:root{--quiet:var(--ink);--rule:var(--ink)}}
*{box-sizing:border-box}
html{background:var(--paper);-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-block:2rem}
body{margin:0;color:var(--ink);overflow-wrap:break-word;font-synthesis:none}
h1,h2,h3,h4,h5,h6,p,ul,ol,dl,dd,blockquote,fieldset,pre,figure{margin:0;padding:0;border:0;font-weight:400}
.ltr{font-family:var(--latin);font-size:calc(1.8*var(--u));line-height:calc(2.8*var(--u));text-align:left}
.rtl{font-family:var(--arabic);font-size:calc(${size}*var(--u));line-height:calc(4.2*var(--u));text-align:right;letter-spacing:0}
.rtl :is(em,i,cite,dfn,var,address){font-style:normal}.rtl :is(em,i){color:var(--rubric)}
.rtl :is(strong,b,th){font-weight:400;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.35em;text-decoration-skip-ink:none}
.ltr :is(strong,b){font-weight:400;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em}
bdi[dir=ltr]{font-family:var(--latin);font-size:.76em}
.ltr bdi[dir=rtl]{font-family:var(--arabic);font-size:1.2em;line-height:1}
p,li{text-wrap:pretty}
h1{text-wrap:balance}
.ltr h1{font-size:calc(3.3*var(--u));line-height:calc(4.2*var(--u))}.rtl h1{font-size:calc(4.1*var(--u));line-height:calc(6.6*var(--u))}
.ltr h2{font-size:calc(2.5*var(--u));line-height:calc(3.4*var(--u))}.rtl h2{font-size:calc(3.2*var(--u));line-height:calc(5.1*var(--u))}
.ltr :is(h3,h4,h5,h6){font-size:calc(2.1*var(--u));line-height:calc(2.8*var(--u))}.rtl :is(h3,h4,h5,h6){font-size:calc(2.7*var(--u));line-height:calc(4.2*var(--u))}
a{color:inherit;text-decoration-color:var(--rubric);text-decoration-thickness:1px;text-underline-offset:.2em}
:focus-visible{outline:2px solid var(--rubric);outline-offset:3px;border-radius:2px}
::selection{background:var(--rubric);color:var(--paper)}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;top:0;left:0;z-index:2;padding:.75rem 1rem;background:var(--paper);color:var(--rubric)}
.skip:not(:focus){clip-path:inset(50%)}
.sheet{direction:ltr;max-width:calc(122*var(--u));margin-inline:auto;padding-inline:clamp(1.125rem,4vw,2.5rem)}
.row{position:relative;display:grid;padding-block:calc(1.1*var(--u));isolation:isolate}
.row:target{background:var(--wash);--paper:var(--wash)}
.spine{position:relative;user-select:none;color:var(--rubric);text-align:center}
.no{display:grid;grid-template-columns:1fr auto 1fr;column-gap:calc(.9*var(--u));align-items:baseline;color:inherit;text-decoration:none}
.no .n-ltr{font:calc(1.4*var(--u))/calc(2.8*var(--u)) var(--latin);text-align:right}
.no .n-rtl{font:calc(1.9*var(--u))/calc(2.8*var(--u)) var(--arabic);text-align:left}
.no:is(:hover,:focus-visible) span{text-decoration:underline;text-decoration-thickness:1px}
.bead{display:inline-block;width:.5625rem;height:.5625rem;border:1.5px solid var(--rubric);border-radius:50%;background:var(--paper);box-shadow:0 0 0 .25rem var(--paper);forced-color-adjust:none}
.bead.reviewed{background:var(--rubric)}
.bead.stale{background:linear-gradient(90deg,var(--rubric) 50%,var(--paper) 50%)}
.bead.missing{border-radius:0;rotate:45deg;scale:.9}
.bead.carried{border-color:transparent;border-radius:0;background:linear-gradient(var(--rubric),var(--rubric)) center/100% 1.5px no-repeat}
.bead.pseudo{border-radius:0;border-style:dotted}
.word{display:grid;justify-items:center;width:fit-content;margin:.25rem auto 0;padding:.125rem .25rem;background:var(--paper);position:relative}
.word .ltr,.line .ltr{font-size:max(.8125rem,1.45*var(--u));line-height:1.5}.word .rtl,.line .rtl{font-size:max(.9375rem,1.85*var(--u));line-height:1.6}
.line{color:var(--rubric)}
.missing-box{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5em;padding:.25em .6em;margin-inline:-.6em;border:1px dashed var(--rubric);color:var(--rubric)}
.missing-box .rtl{line-height:calc(2.8*var(--u))}
.pseudo-text{color:var(--quiet);text-decoration:underline dotted var(--rubric) 1px;text-underline-offset:.3em}
blockquote{padding-inline-start:1.2em;border-inline-start:2px solid var(--rule)}
.cell ul,.cell ol{padding-inline-start:1.5em}
.cell :is(ul,ol):is(.d2){padding-inline-start:3em}.cell :is(ul,ol):is(.d3){padding-inline-start:4.5em}.cell :is(ul,ol):is(.d4){padding-inline-start:6em}
.rtl ol{list-style-type:arabic-indic}
.continued{list-style-type:none!important}
.task{list-style-type:none}
.note{font-size:.86em}
.table-start{margin-top:calc(1*var(--u))}
.table-row-start::after{content:"";position:absolute;inset-inline:0;top:0;border-top:1px solid var(--rule)}
.header-cell .cell{color:var(--quiet)}
.carried{position:relative;padding-block:calc(1.4*var(--u));background:var(--paper);z-index:1}
pre{direction:ltr;text-align:left;overflow-x:auto;padding:1em;border:1px solid var(--rule);border-radius:.25rem;font:.875rem/1.5 ui-monospace,"SFMono-Regular",Menlo,Consolas,"Liberation Mono",monospace}
code,kbd,samp{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,"Liberation Mono",monospace;font-size:.85em;unicode-bidi:isolate}
.rtl code{font-size:.7em}
hr{border:0;border-top:1px solid var(--rule);margin:0}
sup{line-height:0}
details>summary{cursor:pointer;color:var(--rubric);font-size:max(.9375rem,1.85*var(--u));line-height:1.6;min-height:24px}
ins{text-decoration:underline;text-decoration-color:var(--rubric);background:var(--wash)}del{color:var(--quiet)}
.top{display:grid;grid-template-columns:1fr auto 1fr;align-items:baseline;padding-block:1rem;color:var(--quiet)}
.small .ltr,.small.ltr,.top .ltr{font-size:max(.875rem,1.45*var(--u));line-height:calc(2.4*var(--u))}
.small .rtl,.small.rtl,.top .rtl{font-size:max(1.0625rem,1.85*var(--u));line-height:calc(3.2*var(--u))}
.views{display:flex;align-items:baseline;gap:.25rem}
.views label{position:relative;display:grid;place-items:center;min-width:2.75rem;min-height:2.75rem;padding-inline:.75rem;cursor:pointer}
.views input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:inherit}
.views label>span{border-bottom:2px solid transparent;line-height:1.9}
.views label:has(:checked)>span{border-color:var(--rubric);color:var(--ink)}
.views label:has(:focus-visible){outline:2px solid var(--rubric);border-radius:2px}
.account{color:var(--quiet);padding-bottom:calc(3*var(--u))}.account .bead{margin-inline:.1em .35em}
.account li{display:inline-block;margin-inline-end:1.4em;white-space:nowrap}.account ul{list-style:none;padding:0}
.colophon{margin-top:calc(4*var(--u));padding-block:calc(2*var(--u)) calc(5*var(--u));border-top:1px solid var(--rule);color:var(--quiet)}
@media (forced-colors:active){.bead{border-color:CanvasText}.bead.reviewed{background:CanvasText}.bead.stale{background:linear-gradient(90deg,CanvasText 50%,Canvas 50%)}}
`
}
