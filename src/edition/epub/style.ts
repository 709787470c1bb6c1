/** The look of a book: as little as reading systems keep. Direction is in the text, where the standard wants it. */
import { FACES } from '../faces.ts'
import type { FontFile } from '../fonts.ts'

/** Room for two columns. */
const PAIRED = '42em'

export function bookStyle(fonts: readonly FontFile[], fileOf: (font: FontFile) => string): string {
  const faces = fonts.map((font) => {
    const { family, isItalic } = FACES[font.face]
    return `@font-face{font-family:"${family}";${isItalic ? 'font-style:italic;' : ''}src:url(${fileOf(font)}) format("woff2")}\n`
  })
  return `${faces.join('')}body{margin:0 .5em;line-height:1.5;overflow-wrap:break-word;font-family:"Muqabil Rings","Muqabil Latin","Muqabil Latin Extended","Muqabil Greek","Muqabil Greek Extended","Muqabil Cyrillic",serif}
h1,h2,h3,h4,h5,h6,p,ul,ol,dl,dd,blockquote{margin:0;padding:0;font-weight:normal}
h1{font-size:1.6em;line-height:1.3}h2{font-size:1.3em;line-height:1.35}h3,h4,h5,h6{font-size:1.1em}
.rtl{font-family:"Muqabil Digits","Muqabil Arabic","Scheherazade New","Noto Naskh Arabic",serif;font-size:1.25em;line-height:1.75;text-align:right}
.ltr{text-align:left}
.rtl bdi[dir=ltr]{font-family:"Muqabil Latin","Muqabil Latin Extended",serif;font-size:.8em}
.ltr bdi[dir=rtl]{font-family:"Muqabil Digits","Muqabil Arabic",serif;font-size:1.2em}
.rtl em,.rtl i{font-style:normal;text-decoration:underline dotted}
strong,b{font-weight:normal;text-decoration:underline}
.nb{white-space:nowrap}
.row{margin:1.2em 0;break-inside:avoid}
.heading{margin-top:2em;break-after:avoid}
.no{margin:0;font-size:.75em;text-align:center;font-family:"Muqabil Digits","Muqabil Arabic","Muqabil Latin",serif}
.no a{text-decoration:none;color:inherit}
.source,.target{margin:.3em 0}
ul,ol{padding:0 1.5em}
.d2{padding:0 3em}.d3{padding:0 4.5em}.d4{padding:0 6em}
.rtl ol{list-style-type:arabic-indic}
.hundreds{margin:0 .6em}.thousands{margin:0 1.2em}
.continued,.task{list-style-type:none}
blockquote{padding:0 1em;border-inline-start:2px solid}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid;padding:.3em .5em;font-weight:normal;vertical-align:top}
.rtl code{font-size:.8em}.rtl bdi code{font-size:1em}
pre{white-space:pre-wrap;text-align:left;font-size:.85em}
.across{margin:1.2em 0}img{max-width:100%;height:auto}.across img{display:block;margin:0 auto}
.note{font-size:.9em}
.missing-box{border:1.5px dashed;padding:.3em .6em}
.pseudo-text{text-decoration:underline dotted}
.remark,.account,.colophon{font-size:.85em}
sup{line-height:0;font-size:.75em}
@media (min-width:${PAIRED}){.row{display:grid;grid-template-columns:minmax(0,1fr) 4.5em minmax(0,1fr);align-items:baseline}.no{grid-column:2;grid-row:1}.source{grid-column:3;grid-row:1}.target{grid-column:1;grid-row:1}.table{display:block}.table .no{text-align:start}.note .no~.no{grid-row:auto}}
`
}
