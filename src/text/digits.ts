/** The three sets of digits in Arabic texts: ASCII, Arabic-Indic (U+0660) and Extended Arabic-Indic (U+06F0). */

const INDIC = /[\u0660-\u0669\u06F0-\u06F9]/g
const ARABIC_INDIC_ZERO = 0x0660

/** Every digit as its ASCII one; nothing else changes. */
export function foldDigits(text: string): string {
  return text.replace(INDIC, (digit) => String(digit.charCodeAt(0) & 0xf))
}

/** A number, or the ASCII digits of a text, in Arabic-Indic digits. */
export function toArabicIndic(value: number | string): string {
  return String(value).replace(/[0-9]/g, (digit) => String.fromCharCode(ARABIC_INDIC_ZERO + Number(digit)))
}
