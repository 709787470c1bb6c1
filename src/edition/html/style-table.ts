/** Tables that face each other: every cell is a row of the page, and the rows of one line share a band. */

/** Narrower than this a table of four columns is set cell by cell. */
const WIDE_ENOUGH = { few: 'print,(min-width:56rem)', four: 'screen and (min-width:75rem)' }
const ONE = ':root:has(:is(#view-source,#view-target):checked)'

/** `rtl`, `ltr`: the sides' classes. The columns of each side follow its own direction. */
export function tableStyle(rtl: string, ltr: string, rtlOnLeft: boolean): string {
  return [1, 2, 3, 4]
    .map((count) => `@media ${count === 4 ? WIDE_ENOUGH.four : WIDE_ENOUGH.few}{${facing(count, rtl, ltr, rtlOnLeft)}}`)
    .join('\n')
}

function facing(count: number, rtl: string, ltr: string, rtlOnLeft: boolean): string {
  const table = `.table.c${count}`
  const sides = `repeat(${count},minmax(0,1fr))`
  const cells = Array.from({ length: count }, (_, index) => {
    const [fromLeft, fromRight] = [index + 1, count - index]
    const ltrColumn = rtlOnLeft ? 2 * count + fromLeft : fromLeft
    const rtlColumn = rtlOnLeft ? fromRight : 2 * count + fromRight
    const row = `${table} .k${index + 1}`
    // One language alone: the cells of a line side by side, each under its number.
    return `${row}>${ltr}{grid-column:${ltrColumn}}${row}>.spine{grid-column:${count + fromLeft}}${row}>${rtl}{grid-column:${rtlColumn}}
:root:has(#view-source:checked) ${row}{grid-column:${ltr === '.source' ? fromLeft : fromRight}}:root:has(#view-target:checked) ${row}{grid-column:${ltr === '.target' ? fromLeft : fromRight}}`
  }).join('\n')
  return `
${table}{position:relative;--w:6;margin-block:calc(1.1*var(--u))}${table}.w8{--w:8}${table}.w10{--w:10}
${table}::before{content:"";position:absolute;z-index:-1;inset-block:calc(-1.1*var(--u));left:50%;border-left:1px solid var(--rule)}
${table} .tr{display:grid;grid-template-columns:${sides} repeat(${count},calc(max(${(11 / count).toFixed(2)},var(--w))*var(--u))) ${sides};align-items:first baseline;border-top:1px solid var(--rule)}
${table} .tr:last-child{border-bottom:1px solid var(--rule)}
${table} .row{grid-area:1/1/2/-1;grid-template-columns:subgrid;padding-block:calc(.6*var(--u));pointer-events:none}
${table} .row>*{grid-row:1;pointer-events:auto}
${table} .cell{padding-inline-end:calc(1.2*var(--u))}
${table} .no{column-gap:calc(.3*var(--u))}${table} .bead{box-shadow:none}
${table} .row:target::after{content:none}${table} .row:target>*{background:var(--wash)}
${table} .row>.missing-box,${table} p.missing-box{margin-inline:0}
${cells}
${ONE} ${table}{max-width:calc(60*var(--u));margin-inline:auto}
${ONE} ${table} .tr{grid-template-columns:${sides}}
${ONE} ${table} .row{display:block;grid-row:1;pointer-events:auto}
${ONE} ${table} .no{justify-content:start;padding-inline:0}:root:has(${rtl === '.source' ? '#view-source' : '#view-target'}:checked) ${table} .no{justify-content:end}
`
}
