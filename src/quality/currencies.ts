/** Money whose currency is another one in the translation, or none. */
import { quote } from '../errors.ts'
import { normalizeKey } from '../text/normalize-key.ts'
import type { NumberRead } from '../text/read-numbers.ts'
import type { Fault } from './check.ts'

/** Arabic behind a number, and what English may say for it: signs and words, and codes in capitals. */
const TABLE: readonly (readonly [source: RegExp, target: RegExp, codes: RegExp])[] = [
  [/دولار(?:ا|ات|ين)?|\$/, /\$|\bdollars?\b|\bbucks?\b/i, /\bUSD?\b|\b[A-Z]{2}D\b/],
  [/يورو|€/, /€|\beuros?\b/i, /\bEUR\b/],
  [/جنيه(?:ا|ات|ين)?|£/, /£|\bpounds?\b|\bsterling\b|\bguineas?\b/i, /\b(?:EGP|GBP|SDG|L\.?E)\b/],
  [/دينار(?:ا|ين)?|دنانير/, /\bdinars?\b/i, /\b(?:JOD|JD|IQD|ID|KWD|KD|BHD|BD|LYD|LD|TND|TD|DZD|DA)s?\b/],
  [/درهم(?:ا|ين)?|دراهم/, /\bdirh[ae]ms?\b/i, /\b(?:AED|MAD|D[hH]s?)\b/],
  [/ريال(?:ا|ات|ين)?|﷼/, /﷼|\b(?:riyals?|rials?|reals?)\b/i, /\b(?:SAR|SR|QAR|QR|OMR|RO|YER|IRR)\b/],
  [/ليرة|ليرات|ليرتين/, /[₺£]|\b(?:liras?|lire|pounds?)\b/i, /\b(?:LBP|LL|SYP|TRY|TL)\b/],
  [/شيكل(?:ا)?|شواكل/, /₪|\bshe[kq]e(?:l|ls|lim)\b/i, /\b(?:NIS|ILS)\b/],
  [/روبية|روبيات/, /₹|\brupees?\b|\brupiahs?\b/i, /\b(?:INR|PKR|IDR|Rs)\b/],
  [/ينا? ياباني/, /¥|\byen\b/i, /\bJPY\b/],
]
const CURRENCIES = TABLE.map(
  ([given, ...found]) => [new RegExp(`^(?:${given.source})(?![\\u0621-\\u064A])`), ...found] as const,
)
/** More than any currency's name, with its marks, in UTF-16 units. */
const LONGEST = 40
const SIGN = /^([$€£])\s?\d/

/** A text with its numbers. */
interface Numbers {
  readonly text: string
  readonly numbers: readonly NumberRead[]
}

/** Only where a number stands beside it: دينار is a name, درهم a weight. */
export function lostCurrency({ text: source, numbers }: Numbers, target: string): Fault | undefined {
  for (const { start, end } of numbers) {
    const behind = normalizeKey(source.slice(end, end + LONGEST)).replace(/^[\p{M}\s]+/u, '')
    const before = SIGN.exec(source.slice(Math.max(0, start - 2)).trim())?.[1] ?? ''
    const known = CURRENCIES.find(([given]) => given.test(before || behind))
    if (known === undefined || known[1].test(target) || known[2].test(target)) continue
    const shown = before || (/^\S+/.exec(behind)?.[0] ?? '')
    return { message: `Unexpected absence of the currency ${quote(shown)}, expected it in the translation`, start }
  }
  return undefined
}
