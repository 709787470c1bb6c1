/** Dates of a pair that do not agree: another month, day or year. */
import { quote } from '../errors.ts'
import { GREGORIAN_MONTHS, HIJRI_MONTHS } from '../text/data/months.ts'
import { foldDigits } from '../text/digits.ts'
import type { DateRead } from '../text/read-dates.ts'
import type { Fault } from './check.ts'

/** Offsets in a text, in UTF-16 units. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A text with its dates, which are read once, and only where they are asked for. */
export interface Dated {
  readonly text: string
  readonly dates: () => readonly DateRead[]
}

const NUMERIC = /^[\d\s/.-]+$/

/** Dates written in numerals alone: what stands in them is compared as a date. */
export function numericDates({ text, dates }: Dated): readonly DateRead[] {
  return /[0-9\u0660-\u0669\u06F0-\u06F9]/.test(text) ? numericOf(text, dates()) : []
}

function numericOf(text: string, dates: readonly DateRead[]): readonly DateRead[] {
  return dates.filter(({ start, end }) => NUMERIC.test(foldDigits(text.slice(start, end)).replace(/[^\d\s/.-]*$/, '')))
}

/** Each date of the source is in the target, by month and whatever else both of them say. */
export function dateFaults(
  { text: source, dates }: Dated,
  { text: target, dates: datesFound }: Dated,
): readonly Fault[] {
  const given = dates()
  if (given.length === 0) return []
  const found = datesFound()
  const numeric = new Set(numericOf(source, given))
  return given
    .filter((date) => !found.some((other) => isSame(date, other)) && !isNamed(date, target, numeric.has(date)))
    .map((date) => ({
      message: `Unexpected absence of the date ${quote(source.slice(date.start, date.end))}, expected it in the translation`,
      start: date.start,
    }))
}

function isSame(date: DateRead, other: DateRead): boolean {
  const agree = (a: number | undefined, b: number | undefined): boolean => a === undefined || b === undefined || a === b
  if (date.calendar !== other.calendar || !agree(date.year, other.year)) return false
  if (date.month === other.month && agree(date.day, other.day)) return true
  return (date.ambiguous ?? other.ambiguous) === true && date.month === other.day && date.day === other.month
}

/** A month alone, or one that stands apart from its day and year: "in March", "between May and June". */
function isNamed({ calendar, month, day }: DateRead, target: string, isNumeric: boolean): boolean {
  const names = (calendar === 'gregorian' ? GREGORIAN_MONTHS : HIJRI_MONTHS)[month - 1] ?? []
  const text = target.replace(/['\u2018\u2019\u02BE\u02BF]/g, '')
  const has = names
    .filter((name) => /^[a-z]/.test(name))
    .some(
      (name) =>
        new RegExp(`\\b${name.charAt(0).toUpperCase()}${name.slice(1).replace(/'/g, '')}\\b`, 'i').test(text) &&
        (calendar === 'hijri' || new RegExp(`\\b${name.charAt(0).toUpperCase()}${name.slice(1)}\\b`).test(text)),
    )
  if (!has) return false
  return isNumeric ? day !== undefined && new RegExp(`\\b${day}(?:st|nd|rd|th)?\\b`).test(text) : true
}
