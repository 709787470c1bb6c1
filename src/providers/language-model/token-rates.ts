/** How many tokens a text comes to, without a tokenizer: what is to be expected, and what it cannot exceed. */

/** Tokens for a code point of its class. */
export interface TokenRates {
  /** A letter of Arabic script. */
  readonly letter: number
  /** A vowel sign or other mark on one. */
  readonly mark: number
  /** A letter or digit of ASCII. */
  readonly latin: number
  /** Everything else but white space: punctuation, digits of other scripts, other letters. */
  readonly other: number
}

const MARK = /[\u0610-\u061A\u064B-\u065F\u0670\u06D6-\u06ED]/g
const LETTER = /[\u0620-\u064A\u066E-\u06D5\u06FA-\u06FF\u0750-\u077F]/g
const LATIN = /[A-Za-z0-9]/g
const ANY = /[^\s]/gu

/** Rounded up. */
export function expectedTokens(text: string, { letter, mark, latin, other }: TokenRates): number {
  const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0
  const [letters, marks, latins] = [count(LETTER), count(MARK), count(LATIN)]
  return Math.ceil(letters * letter + marks * mark + latins * latin + (count(ANY) - letters - marks - latins) * other)
}

/**
 * A token stands for a byte of UTF-8 or for more: all tokenizers in use fall back to bytes and to nothing smaller. Some
 * take the text apart first (NFKD), which can make it longer: \uFDFA becomes eighteen characters.
 */
export function mostTokens(text: string): number {
  return Math.max(Buffer.byteLength(text), Buffer.byteLength(text.normalize('NFKD')))
}
