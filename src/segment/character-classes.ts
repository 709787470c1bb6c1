/** Letter classes of the sentence rules, fixed with the rule version: no Unicode property, whose members differ between engines. */
import { INVISIBLE as INVISIBLE_CHARACTER } from '../text/marks.ts'

/** In an order that lets the two loops over every character pass over most of them by one comparison. */
export const OTHER = 0
export const ARABIC_LETTER = 1
export const LATIN_LETTER = 2
export const DIGIT = 3
export const SPACE = 4
/** Marks, tatweel, controls: seen through. */
export const INVISIBLE = 5
/** ، ؛ : , ; and dashes: what cannot begin a sentence. */
export const CLAUSE_MARK = 6
export const OPENING_BRACKET = 7
export const CLOSING_BRACKET = 8
export const QUOTE = 9
export const LINE_END = 10
/** . ! ? ؟ ۔ … and their wide forms. */
export const TERMINATOR = 11

const table = new Uint8Array(0x10000)

function set(kind: number, ...ranges: readonly (readonly [number, number])[]): void {
  for (const [from, to] of ranges) table.fill(kind, from, to + 1)
}

set(
  ARABIC_LETTER,
  [0x0620, 0x063f],
  [0x0641, 0x064a],
  [0x066e, 0x066f],
  [0x0671, 0x06d3],
  [0x06d5, 0x06d5],
  [0x06ee, 0x06ef],
  [0x06fa, 0x06ff],
  [0x0750, 0x077f],
  [0x08a0, 0x08c9],
  [0xfb50, 0xfbb1],
  [0xfbd3, 0xfd3d],
  [0xfd50, 0xfdfd],
  [0xfe70, 0xfefc],
)
set(
  LATIN_LETTER,
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xaa, 0xaa],
  [0xba, 0xba],
  [0xc0, 0xd6],
  [0xd8, 0xf6],
  [0xf8, 0x24f],
  [0x250, 0x2af],
  [0x370, 0x3ff],
  [0x400, 0x52f],
  [0x1e00, 0x1fff],
  [0x3041, 0x30ff],
  [0x3400, 0x9fff],
  [0xac00, 0xd7a3],
)
set(DIGIT, [0x30, 0x39], [0x660, 0x669], [0x6f0, 0x6f9])
set(
  SPACE,
  [0x09, 0x09],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
)
set(LINE_END, [0x0a, 0x0d], [0x85, 0x85], [0x2028, 0x2029])
for (const character of '.!?\u061F\u06D4\u2026\u203C\u2047\u2048\u2049\u3002\uFF01\uFF1F')
  set(TERMINATOR, [character.charCodeAt(0), character.charCodeAt(0)])
for (const character of '([{\uFD3F') set(OPENING_BRACKET, [character.charCodeAt(0), character.charCodeAt(0)])
for (const character of ')]}\uFD3E') set(CLOSING_BRACKET, [character.charCodeAt(0), character.charCodeAt(0)])
for (const character of '"\'\u00AB\u00BB\u2018\u2019\u201A\u201C\u201D\u201E\u2039\u203A')
  set(QUOTE, [character.charCodeAt(0), character.charCodeAt(0)])
for (const character of '\u060C\u061B:,;\u2013\u2014\u066B\u066C')
  set(CLAUSE_MARK, [character.charCodeAt(0), character.charCodeAt(0)])
// ﷺ and its like are words of their own, not initials.
set(OTHER, [0xfdf0, 0xfdfd])
for (let code = 0x600; code < 0x10000; code++) {
  if (table[code] === OTHER && INVISIBLE_CHARACTER.test(String.fromCharCode(code))) table[code] = INVISIBLE
}

/** Whether a class is one of those that words are made of. */
export function isWordClass(kind: number): boolean {
  return kind >= ARABIC_LETTER && kind <= DIGIT
}

/** The class of a UTF-16 unit. */
export function classOf(code: number): number {
  return table[code] ?? OTHER
}
