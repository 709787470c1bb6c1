/** The part of the style that only the pages of a site have: what leads from one to another. */

/** @param narrow The media in which rows are one column. */
export function siteRules(narrow: string): string {
  return `
.neighbours{margin-top:calc(2*var(--u));padding-block:calc(1.4*var(--u));border-top:1px solid var(--rule)}
.neighbours a{text-decoration:none}.neighbours a>span+span{text-decoration:underline;text-decoration-color:var(--rubric);text-decoration-thickness:1px;text-underline-offset:.2em}
.neighbours .label{display:block;color:var(--rubric)}
.neighbours .ltr .label{font-size:max(.875rem,1.45*var(--u))}.neighbours .rtl .label{font-size:max(1.0625rem,1.85*var(--u));line-height:calc(3.2*var(--u))}
@media ${narrow}{
.top:has(.home){grid-template-columns:auto auto;justify-content:space-between}.top>.home{display:block;grid-row:1}.top:has(.home)>.views{grid-area:2/1/auto/-1}
}`
}
