/** Check `numbers`: numbers, dates, shares and money are the same on both sides, in whatever digits or words. */
import { quote } from '../errors.ts'
import { foldDigits } from '../text/digits.ts'
import { withoutInvisible } from '../text/marks.ts'
import { normalizeKey } from '../text/normalize-key.ts'
import { datesIn, type DateRead } from '../text/read-dates.ts'
import { numbersIn, type NumberRead } from '../text/read-numbers.ts'
import { arabicSkeleton, latinSkeleton } from '../text/skeleton.ts'
import { tokensOf, type Token } from '../text/tokens.ts'
import { eachPair, type Check, type Fault, type Pair } from './check.ts'
import { lostCurrency } from './currencies.ts'
import { dateFaults, numericDates, type Dated, type Span } from './dates.ts'
import { isTimeOf, timesOf } from './times.ts'

const DIGIT = /[0-9\u0660-\u0669\u06F0-\u06F9]/
/** Words that are numbers only among others: he wrote (ألف), lady (ست), lion (سبع), fifths and tithes. */
const ALSO_WORDS = /^[وفبلك]*(?:ال)?(?:[أا]لف|ست|سبع|خمس|تسع|ثمن|عشر)$/
/** Below it numbers are grammar: one, the other, two, once. */
const LEAST_WORD = 3
/** What English says in numbers and Arabic in other words. */
const IN_WORDS: readonly (readonly [RegExp, number])[] = [
  [/ثلاثي|ثالوث|ثلث|مثلث/, 3],
  [/رباعي|ربع|أرباع|مربع/, 4],
  [/خماسي|مخمس/, 5],
  [/سداسي|مسدس/, 6],
  [/سباعي|أسبوع|اسبوع/, 7],
  [/ثماني|مثمن/, 8],
  [/عقد|عشرات|عشر/, 10],
  [/دزين/, 12],
  [/عقدين|عقدان/, 20],
  [/قرن|مئات|مئوي/, 100],
  [/نصف/, 50],
  [/ألف|الاف|آلاف/, 1000],
]
const DUAL = /(?:ألف|الف|مليون|مليار)ا$/
const ROMAN = /(?<![\p{L}\p{N}])[IVX]{1,6}(?![\p{L}\p{N}])/gu
const ROMAN_DIGITS: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 }
const SUFFIXES: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, mn: 1e6, bn: 1e9, b: 1e9, tn: 1e12 }
const PERCENT = /[%\u066A]|per ?cent|pct|نسبة|بالم[ئا]|في الم/i

export const numbers: Check = { id: 'numbers', severity: 'warning', create: eachPair(faultsOf) }

/** A text with its numbers, which are read once. */
interface Read extends Dated {
  readonly tokens: readonly Token[]
  readonly numbers: readonly NumberRead[]
}

function faultsOf(pair: Pair): readonly Fault[] {
  const [source, target] = [readOf(pair.source), readOf(pair.target)]
  const found = [
    ...dateFaults(source, target),
    lostFault(source, target) ?? extraFault(source, target),
    lostCurrency(source, target.text),
  ]
  return found.filter((fault) => fault !== undefined).slice(0, 1)
}

function readOf(text: string): Read {
  let dates: readonly DateRead[] | undefined
  const tokens = tokensOf(text)
  return { text, tokens, numbers: numbersIn(tokens), dates: () => (dates ??= datesIn(tokens)) }
}

/** A number of the source that the target has not, or less often. */
function lostFault(given: Read, found: Read): Fault | undefined {
  const { text: source, numbers: read } = given
  const target = found.text
  const left = found.numbers.map((number) => valuesAt(target, number))
  const all = left.flat()
  const loose = (): readonly number[] => [...romansOf(target), ...wordsIn(target)]
  const spans = [...numericDates(given), ...timesOf(source).filter((time) => isTimeOf(time, target))]
  for (const number of read.filter((each) => !isWithin(each, spans))) {
    const shown = source.slice(number.start, number.end)
    const isWord = !DIGIT.test(shown)
    const values = valuesAt(source, number)
    const place = left.findIndex((others) => others.some((value) => values.some((own) => isSame(own, value))))
    if (place !== -1) {
      left.splice(place, 1)
      continue
    }
    if (isWord && (number.value < LEAST_WORD || ALSO_WORDS.test(withoutInvisible(shown)))) continue
    if (loose().some((value) => values.includes(value)) || inTarget(shown, target)) continue
    if (isWord && isNamed(shown, target)) continue
    // Words are said once where Arabic repeats them.
    if (isWord && all.some((value) => values.includes(value))) continue
    return {
      message: `Unexpected absence of the number ${quote(shown)}, expected it in the translation`,
      start: number.start,
    }
  }
  return lostRun(given, target, [...read, ...spans]) ?? lostPercent(given, found)
}

/** Digits that are part of no number: versions, telephone numbers, the names of roads and models. */
function lostRun({ tokens }: Read, target: string, known: readonly Span[]): Fault | undefined {
  const runs = tokens.filter((token) => token.kind === 'numeral' && !isWithin(token, known))
  const lost = runs.find(({ text }) => !inTarget(text, target))
  return (
    lost && {
      message: `Unexpected absence of the number ${quote(lost.text)}, expected it in the translation`,
      start: lost.start,
    }
  )
}

function lostPercent(
  { text: source, numbers: read }: Read,
  { text: target, numbers: others }: Read,
): Fault | undefined {
  const given = read.find(({ kind }) => kind === 'percent')
  if (given && !PERCENT.test(target))
    return {
      message: `Unexpected number without ${quote('%')} in the translation, expected ${quote(source.slice(given.start, given.end))} as a share`,
      start: given.start,
    }
  const found = others.find(({ kind }) => kind === 'percent')
  return found && !given && !PERCENT.test(source) && DIGIT.test(source)
    ? { message: `Unexpected ${quote('%')} in the translation, expected a number that is no share` }
    : undefined
}

/** A number of the target that the source has in no form. */
function extraFault({ text: source, numbers: given }: Read, read: Read): Fault | undefined {
  const { text: target, numbers: found } = read
  if (found.length === 0) return undefined
  const known = [...given.flatMap((number) => valuesAt(source, number)), ...wordsIn(source)]
  const spans = [...numericDates(read), ...timesOf(target).filter((time) => isTimeOf(time, source))]
  const wordy = /نصف|ربع|ثلث/.test(source)
  const extra = found.find((number) => {
    const shown = target.slice(number.start, number.end)
    const isWord = !DIGIT.test(shown)
    if (isWithin(number, spans) || (isWord && (number.value < LEAST_WORD || number.kind === 'ordinal'))) return false
    // "a hundred and one", "thousands": figures of speech, once no numeral stands for them.
    if (isWord && /^(?:a )?(?:hundred|thousand|million)s?$/i.test(shown)) return false
    if (/^[’']?s\b/.test(target.slice(number.end))) return false // the 1970s
    if (wordy && [15, 20, 30, 40, 45].includes(number.value)) return false
    if (/^:\d/.test(target.slice(number.end)) && /[[({]|سورة|\d:\d/.test(source)) return false // 2:255 for [البقرة: 255]
    return (
      !valuesAt(target, number).some((value) => known.some((own) => isSame(own, value))) && !inTarget(shown, source)
    )
  })
  return (
    extra && {
      message: `Unexpected number ${quote(target.slice(extra.start, extra.end))} in the translation, expected only those of the source`,
    }
  )
}

/** The ways in which a number may be read: 1.250, 2.5m. */
function valuesAt(text: string, { value, other, end }: NumberRead): readonly number[] {
  const [, suffix = ''] = /^(k|mn?|bn?|tn)\b/i.exec(text.slice(end)) ?? []
  const factor = SUFFIXES[suffix.toLowerCase()]
  // ألفا and مليونا before a noun are duals, and are written like ألفاً and مليوناً, a single one.
  const dual = DUAL.test(text.slice(0, end))
  return [
    value,
    ...(other === undefined ? [] : [other]),
    ...(factor === undefined ? [] : [value * factor]),
    ...(dual ? [value * 2] : []),
  ]
}

function isSame(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b))
}

function wordsIn(text: string): readonly number[] {
  return IN_WORDS.filter(([word]) => word.test(text)).map(([, value]) => value)
}

function romansOf(text: string): readonly number[] {
  return Array.from(text.matchAll(ROMAN), ([digits]) =>
    [...digits].reduce((sum, digit, index) => {
      const [own, next] = [ROMAN_DIGITS[digit] ?? 0, ROMAN_DIGITS[digits.charAt(index + 1)] ?? 0]
      return own < next ? sum - own : sum + own
    }, 0),
  )
}

/** A village called الأربعين is al-Arbaeen. */
function isNamed(shown: string, target: string): boolean {
  const skeleton = arabicSkeleton(withoutArticle(normalizeKey(shown)))
  return [...target.matchAll(/\p{Lu}[\p{L}\p{M}]+/gu)].some(([word]) => latinSkeleton(word) === skeleton)
}

function withoutArticle(key: string): string {
  return key.replace(/^[وفبكل]?ال/, '')
}

/** The same digits, as they stand, in another text. */
function inTarget(shown: string, text: string): boolean {
  const digits = foldDigits(shown)
  return (
    DIGIT.test(digits) &&
    new RegExp(`(?<![0-9])${digits.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![0-9])`).test(foldDigits(text))
  )
}

function isWithin({ start, end }: Span, spans: readonly Span[]): boolean {
  return spans.some((span) => span.start <= start && end <= span.end)
}
