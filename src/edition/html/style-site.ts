/** The part of the style that only the pages of a site have: what leads from one to another, and the search. */
import { LATIN } from './style-base.ts'

/** @param narrow The media in which rows are one column. */
export function siteRules(narrow: string): string {
  return `
.neighbours{margin-top:calc(2*var(--u));padding-block:calc(1.4*var(--u));border-top:1px solid var(--rule)}
.neighbours a{text-decoration:none}.neighbours a>span+span{text-decoration:underline;text-decoration-color:var(--rubric);text-decoration-thickness:1px;text-underline-offset:.2em}
.neighbours .label{display:block;color:var(--rubric)}
.neighbours .ltr .label{font-size:max(.875rem,1.45*var(--u))}.neighbours .rtl .label{font-size:max(1.0625rem,1.85*var(--u));line-height:calc(3.2*var(--u))}
.search{position:relative;z-index:1;padding-block:calc(.6*var(--u)) calc(2*var(--u));background:var(--paper)}
.ask{display:grid;grid-template-columns:auto minmax(0,1fr) auto;align-items:center;column-gap:.75em;border:1px solid var(--quiet);border-radius:.25rem;padding-inline:.75em}
.ask:focus-within{outline:2px solid var(--rubric);outline-offset:-1px}
.ask label{color:var(--rubric);cursor:text}.ask .ltr{font-size:max(.875rem,1.45*var(--u))}.ask .rtl{font-size:max(1.0625rem,1.85*var(--u))}
.ask input{min-width:0;width:100%;min-height:2.75rem;padding:0;border:0;outline:0;background:none;color:inherit;appearance:none;font:max(1rem,1.8*var(--u))/1.6 ${LATIN},"Muqabil Arabic",serif}
.ask input::-webkit-search-cancel-button{display:none}
.found{display:flex;justify-content:space-between;margin-top:calc(.6*var(--u));min-height:calc(3.2*var(--u));color:var(--quiet)}
.hit{border-top:1px solid var(--rule)}.hit:first-child{border-top:0}
.hit .from{color:var(--quiet)}.hit .ltr .from{font-size:max(.875rem,1.45*var(--u))}.hit .rtl .from{font-size:max(1.0625rem,1.85*var(--u));line-height:calc(3.2*var(--u))}
mark{background:var(--wash);color:inherit;border-bottom:2px solid var(--rubric)}
.searching .text>.row:not(.title){display:none}
.search button{display:flex;gap:1em;align-items:baseline;margin:calc(1.4*var(--u)) auto 0;padding:.5em 1.5em;min-height:2.75rem;border:1px solid var(--rubric);border-radius:.25rem;background:none;color:var(--rubric);cursor:pointer}
.search [hidden],.search[hidden]{display:none}
@media print{.search{display:none}.searching .text>.row:not(.title){display:grid}}
@media ${narrow}{
.hit{border-top:0}
.top:has(.home){grid-template-columns:auto auto;justify-content:space-between}.top>.home{display:block;grid-row:1}.top:has(.home)>.views{grid-area:2/1/auto/-1}
}`
}
