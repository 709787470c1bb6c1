/** A sentence as data: its text, and its text with markup. */
import { toHtml } from 'hast-util-to-html'
import { toString } from 'hast-util-to-string'
import { withoutWaysBack } from '../own-marks.ts'
import { safeInline } from '../safe-element.ts'
import type { Sentence } from '../edition.ts'

export interface SideText {
  /** Without markup; a line break is one. */
  readonly text: string
  /** Its markup as sanitized HTML, where there is any. */
  readonly html?: string
}

/** Without markup; `language` is that of the side. */
export function plainSentence(sentence: Sentence, language: string): string {
  return sideText(sentence, language).text
}

/** `language` is that of the side. */
export function sideText({ children }: Sentence, language: string): SideText {
  const safe = withoutWaysBack(safeInline(children, language))
  const text = safe.map((node) => (node.type === 'element' && node.tagName === 'br' ? '\n' : toString(node))).join('')
  const html = toHtml({ type: 'root', children: safe })
  const isPlain = safe.every((node) => node.type === 'text' || (node.type === 'element' && node.tagName === 'bdi'))
  return isPlain ? { text } : { text, html }
}
