/** Words in a Markdown document as words: what would be taken for markup is escaped, and no more than that. */

/** Always; `_` and `#` only where they could be marks, `&` and `<` where a reference or a tag could begin. */
const SPECIAL = /[\\`*[\]~$]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|(?<=^|\s)#|[<](?=[A-Za-z/!?])|&(?=#?[A-Za-z0-9])/gu
/** `{#id}`, `{: .class}`, `{.class}`; a template's two braces are carried whole. */
const ATTRIBUTES = /(?<!\{)\{(?=[#.:]|[\w-]+=)/g
const ADDRESS = /(?<=\w:\/)\/|(?<=\bwww)\.|@(?=\w)/g

/** @param inCell Of a table, where a line begins another cell. */
export function escapeText(text: string, inCell: boolean): string {
  const escaped = text
    .replace(SPECIAL, '\\$&')
    .replace(ATTRIBUTES, '\\{')
    .replace(ADDRESS, '\\$&')
    .replace(/\s*\n\s*/g, ' ')
  return inCell ? escaped.replace(/\|/g, '\\|') : escaped
}

/** At the start of a block or line, where more begins something. */
export function escapeStart(markdown: string): string {
  return markdown
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^(?:[|>]|[-=](?=[-=\s]|$)|\+(?=\s|$)|:(?=[:\s])|!(?=!!)|\?(?=\?\?))/, '\\$&')
}
