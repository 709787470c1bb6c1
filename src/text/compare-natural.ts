/** The order of names as people number them: chapter 2 comes before chapter 10. */
import { compareCodePoints } from './collate.ts'
import { foldDigits } from './digits.ts'

const PART = /[0-9]+|[^0-9]+/g

/** Runs of digits of any of the three sets by their value, all else by code point; equal names by all their characters. */
export function compareNatural(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)]
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = compareParts(left[at] ?? '', right[at] ?? '')
    if (difference !== 0) return difference
  }
  return left.length - right.length || compareCodePoints(a, b)
}

function partsOf(name: string): readonly string[] {
  return foldDigits(name.normalize('NFC')).match(PART) ?? []
}

/** Of numbers the longer is the greater, once zeros in front are gone. */
function compareParts(a: string, b: string): number {
  if (!/^[0-9]/.test(a) || !/^[0-9]/.test(b)) return compareCodePoints(a, b)
  const [left, right] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  return left.length - right.length || compareCodePoints(left, right)
}
