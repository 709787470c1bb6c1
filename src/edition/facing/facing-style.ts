/** The look of a facing-page book: the type of both languages, a page as a box, numbers in the gutter. */
import { LATIN } from '../html/style-base.ts'
import { LINE, PAPERS, type BookPaper } from './paper.ts'

export interface FacingStyle {
  readonly paper: BookPaper
  /** Millimetres. */
  readonly gutter: number
  readonly binding: 'right' | 'left'
  /** `@font-face` rules, or '' for the machine's own faces. */
  readonly faces: string
  /** Of the document's own tables. */
  readonly tables: string
}

/** System faces run larger than Amiri. */
const ARABIC_SIZE = { embedded: 13.2, system: 11.5 }

/** The whole stylesheet; `--u` is a point on A5. */
export function facingStyle({ paper, gutter, binding, faces, tables }: FacingStyle): string {
  const { width, height, scale, lines, top, outer } = PAPERS[paper]
  // The source's page is the verso: of a book bound at the left it lies left, of one bound at the right it lies right.
  const [versoFold, rectoFold] = binding === 'left' ? (['right', 'left'] as const) : (['left', 'right'] as const)
  const arabic = faces === '' ? ARABIC_SIZE.system : ARABIC_SIZE.embedded
  return `${faces}
@page{size:${width}mm ${height}mm;margin:0}
:root{--u:${scale}pt;--ink:#000;--quiet:#3d3831;--rubric:#7a1a10;--rule:#bbb;--measure:${width - gutter - outer}mm;
--latin:${LATIN},"Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",Georgia,serif;
--arabic:"Muqabil Digits","Muqabil Arabic",${LATIN},"Scheherazade New","Noto Naskh Arabic","Geeza Pro","Traditional Arabic",serif;
--mono:ui-monospace,"SFMono-Regular",Menlo,Consolas,"Liberation Mono",monospace,"Muqabil Arabic"}
*{box-sizing:border-box}
html{color-scheme:light}
body{margin:0;color:var(--ink);font-synthesis:none;text-rendering:geometricPrecision;overflow-wrap:break-word;-webkit-print-color-adjust:exact;print-color-adjust:exact}
h1,h2,h3,h4,h5,h6,p,ul,ol,blockquote,pre{margin:0;padding:0;font-weight:400}
.ltr{font-family:var(--latin);font-size:calc(10*var(--u));line-height:calc(${LINE}*var(--u));text-align:left}
.rtl{font-family:var(--arabic);font-size:calc(${arabic}*var(--u));line-height:calc(21*var(--u));text-align:right;letter-spacing:0}
.ltr h1{font-size:calc(17*var(--u));line-height:calc(22*var(--u))}.rtl h1{font-size:calc(21*var(--u));line-height:calc(33*var(--u))}
.ltr h2{font-size:calc(13.5*var(--u));line-height:calc(18*var(--u))}.rtl h2{font-size:calc(17*var(--u));line-height:calc(27*var(--u))}
.ltr :is(h3,h4,h5,h6){font-size:calc(11.5*var(--u));line-height:calc(16*var(--u))}.rtl :is(h3,h4,h5,h6){font-size:calc(14.8*var(--u));line-height:calc(24*var(--u))}
:is(.note-row,.table-line) .ltr,.small .ltr,.ltr.small{font-size:calc(8.5*var(--u));line-height:calc(12*var(--u))}:is(.note-row,.table-line) .rtl,.small .rtl,.rtl.small{font-size:calc(11.2*var(--u));line-height:calc(18*var(--u))}
:is(p,li).just{text-align:justify;text-wrap:pretty}
h1,h2,h3,h4,h5,h6{text-wrap:balance}
.line{display:block;white-space:nowrap}
.just>.line{text-align-last:justify}.just>.line:last-child{text-align-last:start}
.rtl :is(em,i,cite,dfn,var,address){font-style:normal}.rtl :is(em,i){text-decoration:underline dotted 1.2px;text-underline-offset:.35em;text-decoration-skip-ink:none}
:is(strong,b){font-weight:400;text-decoration:underline;text-decoration-thickness:.8px;text-underline-offset:.2em}.rtl :is(strong,b){text-underline-offset:.35em;text-decoration-skip-ink:none}
bdi[dir=ltr]{font-family:var(--latin);font-size:.76em;line-height:1}.ltr bdi[dir=ltr],bdi bdi{font-size:1em}.ltr bdi[dir=rtl]{font-family:var(--arabic);font-size:1.2em;line-height:1}
.nb{white-space:nowrap}a{color:inherit;text-decoration:none}
sup{line-height:0;font-size:.75em}sup a,.note-number,li::marker{color:var(--rubric)}
blockquote{padding-inline-start:1.2em;border-inline-start:1px solid var(--rule)}
:is(ul,ol){padding-inline-start:1.5em}.d2{padding-inline-start:3em}.d3{padding-inline-start:4.5em}.d4{padding-inline-start:6em}
.rtl ol{list-style-type:arabic-indic}.hundreds{margin-inline-start:.6em}.thousands{margin-inline-start:1.2em}:is(.continued,.task,.goes-on li){list-style-type:none}
.definition{padding-inline-start:1.5em}.caption,.remark{color:var(--quiet)}.remark{color:var(--rubric)}.ltr .remark{font-size:.85em}
.missing-box{border:1px dashed var(--rubric);color:var(--rubric);padding-inline:.5em}span.missing-box{padding:0;border:0;outline:1px dashed var(--rubric)}
.missing-box .rtl{font-size:1.2em;line-height:1}.missing-box .ltr{font-size:.8em;line-height:1}
.pseudo-text{color:var(--quiet);text-decoration:underline dotted var(--rubric) 1px;text-underline-offset:.3em}
code,kbd,samp{font-family:var(--mono);font-size:.85em;unicode-bidi:isolate}.rtl :is(code,kbd,samp){font-size:.68em}.rtl bdi[dir=ltr] :is(code,kbd,samp){font-size:.9em}
.cell>pre{direction:ltr;text-align:left;white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4;font:calc(7.5*var(--u))/calc(11*var(--u)) var(--mono);border-left:1px solid var(--rule);padding-left:calc(6*var(--u))}pre code{font-size:1em}pre .s{display:block;min-height:calc(11*var(--u))}
.ornament{border:0;border-top:1px solid var(--rule);margin:calc(7*var(--u)) 30%}
.half{display:block}.just .s{display:inline}:is(p,li):not([data-lock])>.s{display:block}.ltr .half+.half{padding-inline-start:2em}
.rtl .verse{display:flex;flex-wrap:wrap;justify-content:space-between;white-space:nowrap}.rtl .verse>.half{flex:0 1 46%;min-width:max-content;text-align-last:justify}.rtl .verse>.half+.half{margin-inline-start:auto}
.table-line>.cell{display:grid;column-gap:calc(7*var(--u));border-top:1px solid var(--rule);align-items:first baseline}.table-line>.cell>div{min-width:0}.table-line .nb{white-space:normal}.table-line .center{text-align:center}.table-line .end{text-align:end}.header-cell{color:var(--quiet)}
.entry>.cell{padding-inline-end:3em}.entry>.cell>p{position:relative}.entry [data-lock]{display:block}.entry .at{position:absolute;inset-inline-end:-3em;bottom:0;color:var(--quiet)}.deep>.cell{padding-inline-start:1.2em}
.galley .cell,.measure .cell{width:var(--measure)}.measure{position:absolute;top:0;left:0;visibility:hidden}
.page{position:relative;width:${width}mm;height:${height}mm;overflow:hidden;break-after:page;break-inside:avoid}.page:last-child{break-after:auto}
.box{position:absolute;top:${top}mm;width:var(--measure);height:calc(${lines * LINE}*var(--u))}
.verso>.box{${versoFold}:${gutter}mm}.recto>.box{${rectoFold}:${gutter}mm}
.placed{position:absolute;width:100%;left:0}.placed>.cell{width:100%}
.head,.folio{position:absolute;color:var(--quiet);white-space:nowrap}
.head{top:calc(${top}mm - 25*var(--u))}.folio{top:calc(${top}mm + ${lines * LINE + 10}*var(--u))}
.verso>:is(.head,.folio){${rectoFold}:${outer}mm}.recto>:is(.head,.folio){${versoFold}:${outer}mm}
.head.ltr{font-size:calc(8*var(--u))}.head.rtl{font-size:calc(10.5*var(--u))}.folio.ltr{font-size:calc(9*var(--u))}.folio.rtl{font-size:calc(11.5*var(--u))}
.no{position:absolute;top:0;display:grid;justify-items:center;color:var(--rubric);white-space:nowrap}.no .n.ltr{font-size:calc(7.5*var(--u))}.no .n.rtl{font-size:calc(10*var(--u))}.ltr.n,.rtl.n{line-height:calc(14*var(--u))}
.verso .no{${versoFold}:calc(-8*var(--u));transform:translateX(${versoFold === 'right' ? '100%' : '-100%'})}.recto .no{${rectoFold}:calc(-8*var(--u));transform:translateX(${rectoFold === 'right' ? '100%' : '-100%'})}
.account{list-style:none;padding:0}.account li{display:inline-block;margin-inline:.5em}.account .bead{display:inline-block;margin-inline-end:.5em}
.bead{width:calc(4*var(--u));height:calc(4*var(--u));border:.6pt solid var(--rubric);border-radius:50%}.bead.reviewed{background:var(--rubric)}.bead.stale{background:linear-gradient(90deg,var(--rubric) 50%,transparent 50%)}.bead.missing{border-radius:0;transform:rotate(45deg)}.bead.pseudo{border-radius:0;border-style:dotted}.bead.carried{height:0;border-width:0 0 .6pt;border-radius:0}
.title-page{display:flex;flex-direction:column;gap:calc(14*var(--u));padding-top:25%}.title-page>*{text-align:center;text-wrap:balance}.title-page .ltr.title{font-size:calc(20*var(--u));line-height:calc(27*var(--u))}.title-page .rtl.title{font-size:calc(25*var(--u));line-height:calc(42*var(--u))}.half-title .ltr.title{font-size:calc(12*var(--u));line-height:calc(18*var(--u))}.half-title .rtl.title{font-size:calc(15*var(--u));line-height:calc(26*var(--u))}
.colophon-page{display:flex;flex-direction:column;justify-content:flex-end;color:var(--quiet)}.colophon-page h2{font-size:1.15em;line-height:inherit;color:var(--rubric)}
${tables}`
}
