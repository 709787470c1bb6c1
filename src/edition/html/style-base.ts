/** The part of the style that is the same on every page and every medium. */

/*
 * The space between Arabic words comes from the face of the digits, which is asked first: with the
 * Arabic one's Chromium sets a line as one run, and where it breaks one some letters of a PDF get the
 * names of others. Half rings first: the Latin face has them too, but too far apart.
 */
export const LATIN =
  '"Muqabil Rings","Muqabil Latin","Muqabil Latin Extended","Muqabil Greek","Muqabil Greek Extended","Muqabil Cyrillic","Muqabil Digits"'

/** `arabicSize`: of Arabic text, in units; system faces run larger than Amiri. */
export function baseStyle(arabicSize: number): string {
  return `
:root{color-scheme:light dark;--u:clamp(.575rem,.4rem + .28vw,.625rem);
--paper:#fdfcf9;--ink:#1d1a15;--quiet:#524c42;--rubric:#861d12;--rule:#d8d1c2;--wash:#f4ead3;
--latin:${LATIN},"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L","Noto Serif",Georgia,serif;
--arabic:"Muqabil Digits","Muqabil Arabic",${LATIN},"Muqabil Local Amiri","Scheherazade New","Noto Naskh Arabic","Geeza Pro","Traditional Arabic","Sakkal Majalla","Times New Roman",serif;
--mono:ui-monospace,"SFMono-Regular",Menlo,Consolas,"Liberation Mono",monospace,"Muqabil Arabic"}
@media (prefers-color-scheme:dark){:root{--paper:#171512;--ink:#ebe5d9;--quiet:#bbb3a4;--rubric:#f2a994;--rule:#433d33;--wash:#2d2316}}
@media (prefers-contrast:more){:root{--quiet:var(--ink);--rule:var(--ink)}}
*{box-sizing:border-box}
html{background:var(--paper);-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-block:2rem}
body{margin:0;color:var(--ink);font-family:var(--latin);overflow-wrap:break-word;font-synthesis:none}
h1,h2,h3,h4,h5,h6,p,ul,ol,dl,dd,blockquote,fieldset,pre,figure{margin:0;padding:0;border:0;font-weight:400}
.ltr{font-family:var(--latin);font-size:calc(1.8*var(--u));line-height:calc(2.8*var(--u));text-align:left}
.rtl{font-family:var(--arabic);font-size:calc(${arabicSize}*var(--u));line-height:calc(4.2*var(--u));text-align:right;letter-spacing:0}
.rtl :is(em,i,cite,dfn,var,address){font-style:normal}.rtl :is(em,i){text-decoration:underline dotted 1.5px;text-underline-offset:.35em;text-decoration-skip-ink:none}
.rtl :is(strong,b){font-weight:400;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.35em;text-decoration-skip-ink:none}
.ltr :is(strong,b){font-weight:400;text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em}
bdi[dir=ltr]{font-family:var(--latin);font-size:.76em;line-height:1}
.ltr bdi[dir=ltr],bdi bdi{font-size:1em}
.ltr bdi[dir=rtl]{font-family:var(--arabic);font-size:1.2em;line-height:1}
p,li{text-wrap:pretty}
h1,h2,h3,h4,h5,h6{text-wrap:balance}
.ltr h1{font-size:calc(3.3*var(--u));line-height:calc(4.2*var(--u))}.rtl :is(h1,.title){font-size:calc(4.1*var(--u));line-height:calc(6.6*var(--u))}
.ltr h2{font-size:calc(2.5*var(--u));line-height:calc(3.4*var(--u))}.rtl h2{font-size:calc(3.2*var(--u));line-height:calc(5.1*var(--u))}
.ltr :is(h3,h4,h5,h6){font-size:calc(2.1*var(--u));line-height:calc(2.8*var(--u))}.rtl :is(h3,h4,h5,h6){font-size:calc(2.7*var(--u));line-height:calc(4.2*var(--u))}
a{color:inherit;text-decoration-color:var(--rubric);text-decoration-thickness:1px;text-underline-offset:.2em}
:focus-visible{outline:2px solid var(--rubric);outline-offset:3px;border-radius:2px}
::selection{background:var(--rubric);color:var(--paper)}
.hide{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.nb{white-space:nowrap}
.source{position:relative}.page::before{content:attr(data-page);position:absolute;inset-inline-end:calc(-3.4*var(--u));font-size:calc(1.5*var(--u));color:var(--quiet);user-select:none;translate:0 -1.2em}.page.first::before{translate:0 -1.5em}
@media (max-width:55.99rem){.page::before{position:static;margin-inline-end:.4em}.page::before,.page.first::before{translate:none}}
.skip{position:absolute;top:0;left:0;z-index:2;padding:.75rem 1rem;background:var(--paper);color:var(--rubric)}
.skip:not(:focus){clip-path:inset(50%)}
.sheet{direction:ltr;max-width:calc(122*var(--u));margin-inline:auto;padding-inline:clamp(1.125rem,4vw,2.5rem)}
.row{position:relative;display:grid;padding-block:calc(1.1*var(--u));isolation:isolate}
.row:target::after{content:"";position:absolute;z-index:-1;inset:calc(.2*var(--u)) calc(-1*var(--u));background:var(--wash)}
.row:target :is(.bead,.word){--paper:var(--wash)}
.spine{position:relative;user-select:none;-webkit-user-select:none;color:var(--rubric);text-align:center}
.alias{position:absolute;inset-block-start:0}
.no{display:grid;grid-template-columns:1fr auto 1fr;column-gap:calc(.9*var(--u));align-items:baseline;color:inherit;text-decoration:none}
.no .n-ltr{font:calc(1.4*var(--u))/calc(2.8*var(--u)) var(--latin);text-align:right}
.no .n-rtl{font:calc(1.9*var(--u))/calc(2.8*var(--u)) var(--arabic);text-align:left}
.no:is(:hover,:focus-visible) :is(.n-ltr,.n-rtl){text-decoration:underline;text-decoration-thickness:1px}
.bead{display:inline-block;width:.5625rem;height:.5625rem;border:1.5px solid var(--rubric);border-radius:50%;background:var(--paper);box-shadow:0 0 0 .25rem var(--paper);forced-color-adjust:none}
.bead.reviewed{background:var(--rubric)}
.bead.stale{background:linear-gradient(90deg,var(--rubric) 50%,var(--paper) 50%)}
.bead.missing{border-radius:0;rotate:45deg;scale:.9}
.bead.carried{border-color:transparent;border-radius:0;background:linear-gradient(var(--rubric),var(--rubric)) center/100% 1.5px no-repeat var(--paper)}
.bead.pseudo{border-radius:0;border-style:dotted}
.word{display:grid;justify-items:center;width:fit-content;max-width:100%;margin:.25rem auto 0;padding:.125rem .25rem;background:var(--paper);position:relative}
.word :is(.ltr,.rtl){text-align:center}
.word .ltr{font-size:max(.8125rem,1.3*var(--u));line-height:1.35}.word .rtl{font-size:max(.9375rem,1.6*var(--u));line-height:1.45}
.line,details{margin-top:calc(.6*var(--u));color:var(--rubric)}
.ltr .line,.ltr details{font-size:max(.8125rem,1.5*var(--u));line-height:calc(2.4*var(--u))}.rtl .line,.rtl details{font-size:max(.9375rem,2*var(--u));line-height:calc(3.6*var(--u))}
summary{cursor:pointer;width:fit-content;min-height:24px}
details p{color:var(--ink);padding-inline-start:1em;border-inline-start:2px solid var(--rule)}
:is(del,s){text-decoration:line-through 1px}ins{text-decoration:underline 1px}
details ins{text-decoration:none;background:var(--wash);color:var(--ink)}details del{text-decoration:line-through 1.5px var(--rubric);color:var(--quiet)}
.missing-box{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;column-gap:1.5em;outline:1.5px dashed var(--rubric);color:var(--rubric)}
p.missing-box{--pad:calc(.8*var(--u));margin:calc(-1*var(--pad));padding:var(--pad)}
.missing-box .rtl{font-size:calc(2.1*var(--u));line-height:calc(3.4*var(--u))}
.s.missing-box{display:inline-flex;padding:.1em .4em;margin-block:.1em;margin-inline:calc(.2em + 1.5px);vertical-align:baseline}
.s.missing-box .rtl{line-height:calc(3*var(--u))}
.pseudo-text{color:var(--quiet);text-decoration:underline dotted var(--rubric) 1px;text-underline-offset:.3em}
.s:focus{outline:0}
.s:focus-visible{outline:2px solid var(--rubric);outline-offset:1px}
blockquote{padding-inline-start:1.2em;border-inline-start:2px solid var(--rule)}
.frame{padding-inline:1em;border-inline-start:3px double var(--rubric)}
.cell :is(ul,ol){padding-inline-start:1.5em}
.cell :is(.d2){padding-inline-start:3em}.cell :is(.d3){padding-inline-start:4.5em}.cell :is(.d4){padding-inline-start:6em}
.rtl ol{list-style-type:arabic-indic}.hundreds{margin-inline-start:.6em}.thousands{margin-inline-start:1.2em}
li::marker{color:var(--rubric)}
.cell :is(.continued,.task){list-style-type:none}
.cell ul:has(>.task){padding-inline-start:.2em}
input{vertical-align:baseline;accent-color:var(--rubric)}
.note-row .cell>*{font-size:.88em}
.cell .definition{padding-inline-start:1.5em}
.caption .cell>p{color:var(--quiet)}
.note-number{color:var(--rubric)}
sup{line-height:0;font-size:.75em}
sup a{text-decoration:none;color:var(--rubric);padding-inline:.1em}
.header-cell .cell{color:var(--quiet)}
.table{position:relative}
.tr{border-top:1px solid var(--rule)}.tr:last-child{border-bottom:1px solid var(--rule)}
.head-line+.tr{border-top-color:var(--quiet)}
.tr .missing-box{margin:0}
.across{position:relative;z-index:1;padding-block:calc(1.4*var(--u));background:var(--paper)}
.across:not(:has(>pre,>hr,>[translate=no])),.across:not(:has(>pre,>hr,>[translate=no])) *{text-align:center}
pre{direction:ltr;text-align:left;white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4;padding:1em;border:1px solid var(--rule);border-radius:.25rem;font:.875rem/1.6 var(--mono)}
code,kbd,samp{font-family:var(--mono);font-size:.85em;unicode-bidi:isolate}
pre code{font-size:1em}
.rtl :is(code,kbd,samp){font-size:.68em}.rtl bdi[dir=ltr] :is(code,kbd,samp){font-size:.9em}
.picture-mark{display:inline-block;width:.7em;height:.55em;margin-inline:.1em .3em;border:1.5px solid;font:0/0 serif;font-size:inherit;line-height:0;text-indent:100%;overflow:hidden;white-space:nowrap;vertical-align:baseline}
hr{border:0;border-top:1px solid var(--rule);margin:0}
.top{display:grid;grid-template-columns:1fr auto 1fr;align-items:baseline;padding-block:1.5rem 1rem;color:var(--quiet)}
.small .ltr,.small.ltr,.top .ltr{font-size:max(.875rem,1.45*var(--u));line-height:calc(2.4*var(--u))}
.small .rtl,.small.rtl,.top .rtl{font-size:max(1.0625rem,1.85*var(--u));line-height:calc(3.2*var(--u))}
.views{display:flex;flex-wrap:wrap;justify-content:center;align-items:baseline;gap:.25rem;min-width:0}
.views label{position:relative;display:grid;place-items:center;min-width:2.75rem;min-height:2.75rem;padding-inline:.75rem;cursor:pointer}
.views input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:inherit}
.views label>span{border-bottom:2px solid transparent;line-height:1.9}
.views label:hover>span{border-color:var(--rule)}
.views label:has(:checked)>span{border-color:var(--rubric);color:var(--ink)}
.choice>span::before{content:"";display:inline-block;width:.6em;height:.6em;margin-inline-end:.45em;border:1.5px solid var(--rubric)}.choice:has(:checked)>span::before{background:var(--rubric);forced-color-adjust:none}
.views label:has(:focus-visible){outline:2px solid var(--rubric);border-radius:2px}
.text>.title{padding-block:calc(2*var(--u)) calc(1.4*var(--u))}
.text>.heading{padding-top:calc(2.6*var(--u))}
.item{padding-block:calc(.5*var(--u))}
.account{color:var(--quiet);padding-block:calc(.6*var(--u)) calc(3*var(--u))}
:is(.account,.counts) li{display:inline-block;margin-inline-end:1.2em}:is(.account,.counts) ul{list-style:none;padding:0}
:is(.account,.counts) .bead{margin-inline-end:.5em;box-shadow:none}
.colophon{margin-top:calc(2*var(--u));padding-block:calc(2.5*var(--u)) calc(5*var(--u));border-top:1px solid var(--rule);color:var(--quiet)}
.colophon h2{font-size:1.12em;line-height:inherit;color:var(--rubric);margin-bottom:.25em}
@media (forced-colors:active){.bead{--rubric:CanvasText;--paper:Canvas}.views label:not(:has(:checked))>span{border-color:Canvas}}
`
}
