/** The value of digits: three sets of them, and the separators of Arabic and European texts. */
import { foldDigits } from './digits.ts'

export interface Numeral {
  readonly value: number
  /** Where a lone separator before three digits can be either: "1,250" is 1250, or 1.25 in the Maghreb. */
  readonly other?: number
}

const GROUPS = /['\u2019\u00A0\u202F\u066C]/g
const THOUSANDS = /^\d{1,3}(?:[.,]\d{3})+$/

/**
 * `undefined` for what is no number, such as a version or a date ("2.0.1", "12.08.2014").
 *
 * @see CLDR, numbers of ar, ar-MA, ar-DZ: , or ٬ or . between thousands, . or ٫ or , before decimals.
 */
export function readNumeral(text: string): Numeral | undefined {
  const digits = foldDigits(text).replace(GROUPS, '')
  const arabic = digits.split('\u066B')
  if (arabic.length > 2) return undefined
  if (arabic.length === 2) {
    const [whole = '', decimals = ''] = arabic
    return /[.,]/.test(decimals) || (/[.,]/.test(whole) && !THOUSANDS.test(whole))
      ? undefined
      : { value: Number(`${whole.replace(/[.,]/g, '')}.${decimals}`) }
  }
  const marks = digits.replace(/\d/g, '')
  if (marks === '') return { value: Number(digits) }
  const decimal = Number(digits.replace(',', '.'))
  if (marks.length === 1) {
    if (!THOUSANDS.test(digits) || digits.startsWith('0')) return { value: decimal }
    const grouped = Number(digits.replace(/[.,]/, ''))
    return marks === ',' ? { value: grouped, other: decimal } : { value: decimal, other: grouped }
  }
  const last = marks.slice(-1)
  const groups = marks.slice(0, -1)
  if (new Set(marks).size === 1)
    return THOUSANDS.test(digits) ? { value: Number(digits.replace(/[.,]/g, '')) } : undefined
  if (groups.includes(last)) return undefined
  const at = digits.lastIndexOf(last)
  const whole = digits.slice(0, at)
  return THOUSANDS.test(whole) ? { value: Number(`${whole.replace(/[.,]/g, '')}.${digits.slice(at + 1)}`) } : undefined
}
