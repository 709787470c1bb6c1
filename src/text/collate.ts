/** The one order of everything that reaches a disk: by code point, in no one's locale. */

/** Negative, zero or positive, as `Array.prototype.sort` wants it. */
export function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
