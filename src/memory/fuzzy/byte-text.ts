/** Texts a byte a character, for comparing: what is rare shares a byte with others, so a distance is never too large. */

/** Longest text that is compared, in UTF-16 code units; a longer one is no sentence, and is passed over. */
export const LONGEST_TEXT = 5000
/** Bytes from here on stand for several characters each. */
const SHARED_LETTERS = 0xc0
const SHARED_MARKS = 0xf0
const ARABIC = { first: 0x0620, last: 0x064a, byte: 0x80 }
/** Letters that Arabic texts borrow, and marks that editions are full of: a byte each. */
const LETTERS = '\u067E\u0686\u0698\u06AF\u06A4\u06D5\u06C1\u0679\u0688\u0691\u06BA\u06BE'
const MARKS = '\u060C\u061B\u061F\u00AB\u00BB\u2026\u2013\u2014\u2018\u2019\u201C\u201D\uFD3E\uFD3F\u066A\u066B\u066C'
const LETTERS_BYTE = 0xab
const MARKS_BYTE = 0x01

const SPACE = 0x20
const isWordCharacter = /[\p{L}\p{M}\p{N}]/u

/** The byte of each UTF-16 code unit, made when it is first met; 0: not yet. */
const bytes = new Uint8Array(0x1_0000)
for (let unit = SPACE; unit < 0x7f; unit++) bytes[unit] = unit
for (let unit = ARABIC.first; unit <= ARABIC.last; unit++) bytes[unit] = unit - ARABIC.first + ARABIC.byte
for (let index = 0; index < LETTERS.length; index++) bytes[LETTERS.charCodeAt(index)] = LETTERS_BYTE + index
for (let index = 0; index < MARKS.length; index++) bytes[MARKS.charCodeAt(index)] = MARKS_BYTE + index

/** 1 for bytes that words are made of. */
export const WORD_BYTES = new Uint8Array(0x100)
for (let byte = 0; byte < WORD_BYTES.length; byte++) {
  const isLatin = byte < 0x80 && /[0-9A-Za-z]/.test(String.fromCharCode(byte))
  WORD_BYTES[byte] = isLatin || (byte >= 0x80 && byte < SHARED_MARKS) ? 1 : 0
}

/** The byte that stands for an Arabic letter. */
export function byteOf(letter: string): number {
  return byteOfUnit(letter.charCodeAt(0))
}

/**
 * Writes a text, one that `normalizeKey` made.
 *
 * @param into Has room for `text.length` bytes from `at` on.
 */
export function writeBytes(text: string, into: Uint8Array, at = 0): void {
  for (let index = 0; index < text.length; index++) into[at + index] = byteOfUnit(text.charCodeAt(index))
}

/** Whether one of its bytes stands for several characters: its distances may be too small. */
export function isShared(text: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if ((text[index] ?? 0) >= SHARED_LETTERS) return true
  return false
}

function byteOfUnit(unit: number): number {
  const known = bytes[unit] ?? 0
  if (known !== 0) return known
  const isWord = isWordCharacter.test(String.fromCharCode(unit)) || (unit & 0xf800) === 0xd800
  const byte = isWord ? SHARED_LETTERS + (unit % (SHARED_MARKS - SHARED_LETTERS)) : SHARED_MARKS + (unit & 0x0f)
  bytes[unit] = byte
  return byte
}
