/** What the boxes of the dialects are called, and which of ours each is. */

/** The edition has a word of its own for each, in both languages. */
export const ALERT_KINDS = [
  'note',
  'tip',
  'important',
  'warning',
  'caution',
  'danger',
  'info',
  'example',
  'question',
  'success',
  'summary',
] as const
export type AlertKind = (typeof ALERT_KINDS)[number]

/**
 * Other names of the same. Sources: the documentation of GitHub, Docusaurus, VitePress, Obsidian and
 * MkDocs Material; the Arabic ones are their common translations.
 */
const ALIASES: Readonly<Record<string, AlertKind>> = {
  hint: 'tip',
  seealso: 'info',
  todo: 'note',
  quote: 'note',
  cite: 'note',
  abstract: 'summary',
  tldr: 'summary',
  attention: 'warning',
  error: 'danger',
  failure: 'danger',
  fail: 'danger',
  missing: 'danger',
  bug: 'danger',
  check: 'success',
  done: 'success',
  help: 'question',
  faq: 'question',
  ملاحظة: 'note',
  نصيحة: 'tip',
  تلميح: 'tip',
  مهم: 'important',
  هام: 'important',
  تحذير: 'warning',
  تنبيه: 'caution',
  خطر: 'danger',
  معلومة: 'info',
  معلومات: 'info',
  مثال: 'example',
  سؤال: 'question',
  خلاصة: 'summary',
}

const kinds = new Map<string, AlertKind>([
  ...ALERT_KINDS.map((kind) => [kind, kind] as const),
  ...Object.entries(ALIASES),
])

/** Ours for a name in any case; undefined for what is no box of this sort. */
export function alertKind(name: string): AlertKind | undefined {
  return kinds.get(name.toLowerCase())
}
