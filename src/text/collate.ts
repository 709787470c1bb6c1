/** The one order of everything that reaches a disk: by code point, in no one's locale. */

/** Half of a code point beyond the first 65,536. */
const [FIRST_SURROGATE, LAST_SURROGATE] = [0xd800, 0xdfff]

/** Negative, zero or positive, as `Array.prototype.sort` wants it. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const [left, right] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (left !== right) return isSurrogate(left) || isSurrogate(right) ? compareWhole(a, b) : left - right
  }
  return a.length - b.length
}

function isSurrogate(unit: number): boolean {
  return unit >= FIRST_SURROGATE && unit <= LAST_SURROGATE
}

function compareWhole(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  const length = Math.min(left.length, right.length)
  for (let index = 0; index < length; index++) {
    const difference = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
