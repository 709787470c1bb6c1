/** The labels that a Markdown text seems to define, without parsing it. */
import type { LabelSets } from './labels.ts'

/** A definition is the first thing of its line, be the line quoted, an item's or indented: `> [label]: …`, `[^1]: …`. */
const DEFINITION = /^[ \t>*+-]*\[(\^?)((?:\\.|[^\\[\]\n]){1,999})\]:/gm

/** Right in nearly all documents; the parser tells what is defined in truth. */
export function guessLabels(text: string): LabelSets {
  const [links, notes] = [new Set<string>(), new Set<string>()]
  if (text.includes(']:'))
    for (const [, caret, label = ''] of text.matchAll(DEFINITION))
      (caret === '' ? links : notes).add(normalizeLabel(label))
  return { links, notes }
}

/** As the parser compares labels: white space as one space, capitals as small letters and back (CommonMark 0.31.2, "matches"). */
function normalizeLabel(label: string): string {
  return label
    .replace(/[\t\n\r ]+/g, ' ')
    .replace(/^ | $/g, '')
    .toLowerCase()
    .toUpperCase()
}
