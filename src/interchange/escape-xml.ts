/** Text that is put into XML of other formats. */
import { escapeAttribute, escapeText } from '../bitext/xliff/serialize-xliff.ts'
import { printable } from '../bitext/xml-text.ts'

/** Characters that XML cannot hold become U+FFFD. */
export function xmlText(text: string): string {
  return escapeText(printable(text))
}

export function xmlAttribute(text: string): string {
  return escapeAttribute(printable(text))
}
