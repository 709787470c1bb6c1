/** The dates of a text: day, month by name or number, year, in the Gregorian and the Hijri calendar. */
import { GREGORIAN_MONTHS, HIJRI_MONTHS } from './data/months.ts'
import { foldDigits } from './digits.ts'
import { remember } from './remember.ts'
import { tokensOf, type Token } from './tokens.ts'

export interface Month {
  readonly calendar: 'gregorian' | 'hijri'
  /** 1 to 12. */
  readonly month: number
}

export interface DateRead extends Month {
  readonly day?: number
  readonly year?: number
  /** Day and month may be the other way round: 3/4/2019. */
  readonly ambiguous?: true
  /** Offsets in the text, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

const APOSTROPHE = /^['\u2018\u2019\u02BE\u02BF]$/
const APOSTROPHES = /['\u2018\u2019\u02BE\u02BF]/g

const months = new Map<string, Month>()
for (const [calendar, names] of [
  ['hijri', HIJRI_MONTHS],
  ['gregorian', GREGORIAN_MONTHS],
] as const)
  for (const [index, all] of names.entries())
    for (const name of all) months.set(spelled(name), { calendar, month: index + 1 })

/** What names begin with: nearly all words of a text begin none. */
const beginnings = new Set(Array.from(months.keys(), firstWord))

/** Words of a sentence as well as months: only beside a day or a year (آب, صفر, may, march). */
const ALSO_WORDS = new Set([
  'اب',
  'ماي',
  'صفر',
  'جوان',
  'محرم',
  'may',
  'march',
  'mar',
  'jan',
  'sep',
  'dec',
  'jun',
  'nov',
  'oct',
])
const LONGEST_NAME = 4
const ERA = new Map([
  ['ه', 'hijri'],
  ['هجرية', 'hijri'],
  ['هجري', 'hijri'],
  ['ah', 'hijri'],
] as const)
/** Between the numbers of a date; ISO's, and the continental. */
const SEPARATOR = /^[/.-]$/
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/

/** A month by its name, whatever stands on it (وفبراير, بشباط); both names of one (شباط/فبراير) are the same month. */
export function monthOf(name: string): Month | undefined {
  const found = monthAt(wordsOf(name), 0)
  return found?.month
}

/**
 * In the text's order, none within another. A year is four digits, or two to four with its era (٥٠٥ هـ). Numeric dates
 * are read day first, years first where they have four digits. Nothing is converted between calendars: tables differ
 * by a day or two. Linear.
 */
export function readDates(text: string): readonly DateRead[] {
  return datesIn(tokensOf(text))
}

/** The same of a text whose tokens are there. */
export function datesIn(all: readonly Token[]): readonly DateRead[] {
  const tokens = withoutApostrophes(all)
  const dates: DateRead[] = []
  for (let index = 0; index < tokens.length;) {
    const found = namedAt(tokens, index) ?? numericAt(tokens, index)
    const [first, last] = [tokens[index], tokens[(found?.next ?? 0) - 1]]
    if (found && first && last) {
      dates.push({ ...found.date, start: first.start, end: last.end })
      index = found.next
    } else index++
  }
  return dates
}

interface Found<Kind> {
  readonly date: Kind
  /** Index of the token behind it. */
  readonly next: number
}

type Facts = Omit<DateRead, 'start' | 'end'>

/** "21 فبراير/ شباط 2010", "12 August 2014", "August 12, 2014", "رمضان 1445 هـ", "15 من شعبان". */
function namedAt(tokens: readonly Token[], index: number): Found<Facts> | undefined {
  let next = index
  const before = dayAt(tokens, next)
  if (before !== undefined) next += ['من', 'of'].includes(tokens[next + 1]?.text ?? '') ? 2 : 1
  const name = monthAt(tokens, next)
  if (name === undefined) return undefined
  ;({ next } = name)
  const after = before === undefined && /^[a-z]/.test(name.text) ? dayAt(tokens, next) : undefined
  if (after !== undefined) next++
  const day = before ?? after
  const comma = /^[,\u060C]$/.test(tokens[next]?.text ?? '') ? 1 : 0
  const ofYear = ['عام', 'سنة', 'لعام', 'من'].includes(tokens[next]?.text ?? '') ? 1 : 0
  const year = yearAt(tokens, next + comma + ofYear)
  if (year) ({ next } = year)
  if (day === undefined && year === undefined && ALSO_WORDS.has(name.text)) return undefined
  const { calendar, month } = name.month
  return {
    date: {
      calendar,
      month,
      ...(day === undefined ? {} : { day }),
      ...(year === undefined ? {} : { year: year.date.year }),
    },
    next,
  }
}

/** "12/08/2014", "2014-08-12", "12.08.2014". */
function numericAt(tokens: readonly Token[], index: number): Found<Facts> | undefined {
  if (tokens[index]?.kind !== 'numeral') return undefined
  const dotted = DOTTED.exec(foldDigits(tokens[index].text))
  const [first, one, second, two, third] = tokens.slice(index, index + 5)
  const parts = dotted
    ? dotted.slice(1)
    : one && two && SEPARATOR.test(one.text) && two.text === one.text && one.joined && second?.joined && third?.joined
      ? [first, second, third].map((token) => (token?.kind === 'numeral' ? foldDigits(token.text) : ''))
      : []
  if (parts.length !== 3 || !parts.every((part) => /^\d{1,4}$/.test(part))) return undefined
  const yearFirst = parts[0]?.length === 4
  const [day = 0, month = 0, year = 0] = (yearFirst ? parts.toReversed() : parts).map(Number)
  if (!yearFirst && parts[2]?.length !== 4) return undefined
  const swapped = month > 12 && day <= 12 && !yearFirst
  const [ownDay, ownMonth] = swapped ? [month, day] : [day, month]
  if (ownDay < 1 || ownDay > 31 || ownMonth < 1 || ownMonth > 12) return undefined
  const end = index + (dotted ? 1 : 5)
  const era = ERA.get((tokens[end]?.text ?? '') as 'ah') // a Map asks for a key of its own type, whatever is looked up
  const ambiguous = !yearFirst && ownDay <= 12 && ownDay !== ownMonth
  return {
    date: {
      calendar: era ?? 'gregorian',
      month: ownMonth,
      day: ownDay,
      year,
      ...(ambiguous ? { ambiguous: true } : {}),
    },
    next: end + (era ? 1 : 0),
  }
}

function dayAt(tokens: readonly Token[], index: number): number | undefined {
  const token = tokens[index]
  if (token?.kind !== 'numeral') return undefined
  const digits = foldDigits(token.text)
  const day = Number(digits)
  return /^\d{1,2}$/.test(digits) && day >= 1 && day <= 31 ? day : undefined
}

function yearAt(tokens: readonly Token[], index: number): Found<{ readonly year: number }> | undefined {
  const token = tokens[index]
  if (token?.kind !== 'numeral') return undefined
  const digits = foldDigits(token.text)
  const hasEra = ['ه', 'م', 'هجرية', 'هجري', 'ميلادية', 'ah', 'ad', 'ce'].includes(tokens[index + 1]?.text ?? '')
  if (!(hasEra ? /^\d{2,4}$/ : /^\d{4}$/).test(digits)) return undefined
  return { date: { year: Number(digits) }, next: index + (hasEra ? 2 : 1) }
}

/** The longest name that begins at a token, with its second name in the other system behind / or in brackets. */
function monthAt(tokens: readonly Token[], index: number): { month: Month; text: string; next: number } | undefined {
  const found = nameAt(tokens, index)
  if (found === undefined) return undefined
  const mark = tokens[found.next]?.text
  const second = mark === '/' || mark === '(' ? nameAt(tokens, found.next + 1) : undefined
  const same = second?.month.calendar === found.month.calendar && second.month.month === found.month.month
  if (!same) return found
  return { ...found, text: found.text + second.text, next: second.next + (tokens[second.next]?.text === ')' ? 1 : 0) }
}

function nameAt(tokens: readonly Token[], index: number): { month: Month; text: string; next: number } | undefined {
  if (!mayBegin(tokens[index]?.text ?? '')) return undefined
  for (let count = LONGEST_NAME; count > 0; count--) {
    const words = tokens.slice(index, index + count)
    if (words.length < count || words.some(({ kind, text }) => kind !== 'word' && text !== '-')) continue
    const text = words.map((token) => token.text).join(' ')
    for (const stem of stemsOf(text)) {
      const month = months.get(stem)
      if (month) return { month, text: stem, next: index + count }
    }
  }
  return undefined
}

/** Whether a month's name may begin with it. */
const mayBegin = remember((text) => stemsOf(firstWord(text)).some((stem) => beginnings.has(stem)))

/** The text itself, and without what may be written onto it. */
function stemsOf(text: string): readonly string[] {
  return [text, text.replace(/^[وفبلك]/, ''), text.replace(/^[وف]?[بلك]/, '')]
}

function firstWord(name: string): string {
  return name.split(' ', 1)[0] ?? ''
}

/** As its tokens are, with a space between them. */
function spelled(name: string): string {
  return wordsOf(name)
    .map(({ text }) => text)
    .join(' ')
}

function wordsOf(text: string): readonly Token[] {
  return withoutApostrophes(tokensOf(text))
}

/** Tokens without the apostrophes of transliteration (Rabiʿ, Sha'ban). */
function withoutApostrophes(tokens: readonly Token[]): readonly Token[] {
  return tokens
    .filter(({ text: own }) => !APOSTROPHE.test(own))
    .map((token) => (token.kind === 'word' ? { ...token, text: token.text.replace(APOSTROPHES, '') } : token))
}
