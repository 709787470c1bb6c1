/** Times of day in numerals, and whether another text has the same in any way. */
import { foldDigits } from '../text/digits.ts'
import { readNumbers } from '../text/read-numbers.ts'
import type { Span } from './dates.ts'

interface Time extends Span {
  readonly hour: number
  readonly minute: number
}

const TIME = /(?<![\d:.])([01]?\d|2[0-4])[:.]([0-5]\d)(?![\d:])/g
/** What the minutes are in words. */
const PARTS: Readonly<Record<number, RegExp>> = {
  15: /ربع|quarter/i,
  20: /ثلث|twenty/i,
  30: /نصف|half/i,
  40: /ثلث|twenty/i,
  45: /ربع|quarter/i,
}
const HOURS = 12

export function timesOf(text: string): readonly Time[] {
  return Array.from(foldDigits(text).matchAll(TIME), ({ 0: whole, 1: hour, 2: minute, index }) => ({
    hour: Number(hour),
    minute: Number(minute),
    start: index,
    end: index + whole.length,
  }))
}

/** "22:30" is "10:30 p.m." and "half past ten". */
export function isTimeOf({ hour, minute }: Time, text: string): boolean {
  const isHour = (other: number): boolean =>
    other % HOURS === hour % HOURS || (minute >= 40 && other % HOURS === (hour + 1) % HOURS)
  if (timesOf(text).some((time) => isHour(time.hour) && time.minute === minute)) return true
  const values = readNumbers(text).map(({ value }) => value)
  const inWords = minute === 0 || PARTS[minute]?.test(text) === true || values.includes(minute)
  return inWords && values.some((value) => Number.isInteger(value) && value <= 24 && isHour(value))
}
