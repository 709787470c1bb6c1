/** A row's number as Arabic books print it. */
import { toArabicIndic } from '../text/digits.ts'

/** Letters of the abjad order, which count in Arabic as a, b, c do: 12c is ١٢ج. */
const ABJAD = 'أبجدهوزحطيكلمنسعفصقرشتثخذض'

/** @param label Digits, then letters from a to z. */
export function arabicLabel(label: string): string {
  return toArabicIndic(label.replace(/[a-z]/g, (letter) => ABJAD[letter.charCodeAt(0) - 0x61] ?? letter))
}
