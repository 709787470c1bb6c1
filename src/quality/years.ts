/** Check `years`: years keep their calendar, and those of two calendars are of one time. */
import { quote } from '../errors.ts'
import { foldDigits } from '../text/digits.ts'
import { withoutInvisible } from '../text/marks.ts'
import { eachPair, type Check, type Fault } from './check.ts'

type Era = 'hijri' | 'gregorian' | 'before'

interface Year {
  readonly year: number
  readonly era: Era
  /** Offset in the text that was read. */
  readonly start: number
}

const ERAS: readonly (readonly [Era, RegExp])[] = [
  ['before', /(\d{1,4})\s*(?:ق\s*\.?\s*م\.?(?![\u0621-\u064A])|قبل الميلاد|B\.?C\.?(?:E\.?)?(?![A-Za-z]))/gi],
  [
    'hijri',
    /(\d{1,4})\s*(?:\(?\s*ه(?:ـ|\.|(?![\u0621-\u064A]))|هجري(?:ة|ا)?|للهجرة|من الهجرة|A\.?H\.?(?![A-Za-z])|Hijri|of the Hijra)|\bA\.?H\.?\s*(\d{1,4})/gi,
  ],
  [
    'gregorian',
    /(\d{1,4})\s*(?:م(?![\u0621-\u064A\d])|ميلادي(?:ة|ا)?|للميلاد|C\.?E\.?(?![A-Za-z])|A\.?D\.?(?![A-Za-z]))|\bA\.?D\.?\s*(\d{1,4})/gi,
  ],
]
/** م behind a number may be metres: only with a word for a year before it, or beside a Hijri year. */
const YEAR_WORD = /(?:سنة|عام|العام|لعام|لسنة|هـ?\s*[/=(–-]*|في)\s*$/
const LAST: Readonly<Record<Era, number>> = { hijri: 1500, gregorian: 2100, before: 9999 }
const NAMES: Readonly<Record<Era, string>> = { hijri: 'AH', gregorian: 'CE', before: 'BCE' }
/** A Hijri year is 354.367 days; its first began in July 622. */
const SHORTER = 0.970224
const BEGIN = 621.57
const PAIR = /^\s*(?:ه?ـ?\s*)?(?:AH)?\s*[/=(\u2013-]\s*$/i

export const years: Check = {
  id: 'years',
  severity: 'warning',
  create: eachPair(({ source, target }) => {
    const [given, found] = [yearsOf(source), yearsOf(target)]
    return [
      ...changedEras(given, found, target),
      ...implausible(given, source, 'source'),
      ...implausible(found, target, 'translation'),
    ].slice(0, 1)
  }),
}

function yearsOf(text: string): readonly Year[] {
  // Folding keeps every offset; what is not seen is a space.
  const view = foldDigits(text).replace(/[\u200E\u200F\u061C\u2066-\u2069]/g, ' ')
  return ERAS.flatMap(([era, pattern]) =>
    [...view.matchAll(pattern)]
      .filter(
        ({ 0: whole, index }) =>
          era !== 'gregorian' || !/\d\s*م$/.test(whole) || YEAR_WORD.test(withoutInvisible(view.slice(0, index))),
      )
      .map(({ 1: before, 2: behind, index }) => ({ year: Number(before ?? behind), era, start: index })),
  ).toSorted((a, b) => a.start - b.start)
}

/** "505 هـ" that became "505 CE", or a year without a word of its calendar. */
function changedEras(given: readonly Year[], found: readonly Year[], target: string): readonly Fault[] {
  return given.flatMap(({ year, era, start }): Fault[] => {
    const same = found.filter((each) => each.year === year)
    if (same.some((each) => each.era === era)) return []
    const other = same[0]
    const stands = new RegExp(`(?<!\\d)${year}(?!\\d)`).exec(target)
    const before = given.some((each) => each.era !== era && each.year === year)
    if (before || stands === null) return []
    // "505/1111" is a usual way to give both years.
    const isDouble = new RegExp(`(?<!\\d)${year}\\s*/\\s*\\d{3,4}`).test(target)
    if (other === undefined && (era === 'gregorian' || isDouble || found.some((each) => each.era === era))) return []
    return [
      {
        message: `Unexpected year ${year}${other ? ` ${NAMES[other.era]}` : ' without its calendar'} in the translation, expected ${year} ${NAMES[era]}`,
        start,
      },
    ]
  })
}

/** A year that has not come yet, or two beside each other that are of different times. */
function implausible(list: readonly Year[], text: string, side: string): readonly Fault[] {
  const late = list.find(({ year, era }) => year > LAST[era])
  const place = (start: number): Partial<Fault> => (side === 'source' ? { start } : {})
  if (late)
    return [
      {
        message: `Unexpected year ${quote(`${late.year} ${NAMES[late.era]}`)} in the ${side}, expected one up to ${LAST[late.era]}`,
        ...place(late.start),
      },
    ]
  return list.flatMap((year, index) => {
    const next = list[index + 1]
    if (year.era !== 'hijri' || next?.era !== 'gregorian') return []
    const between = foldDigits(text.slice(year.start, next.start)).replace(/^\D*\d+/, '')
    const fitting = year.year * SHORTER + BEGIN
    return PAIR.test(between) && Math.abs(next.year - fitting) > 2
      ? [
          {
            message: `Unexpected years ${year.year} AH and ${next.year} CE together in the ${side}, expected about ${Math.floor(fitting)} CE`,
            ...place(year.start),
          },
        ]
      : []
  })
}
