/** Letters of Arabic that are written for one another, as one: the text keeps its length. */

const FOLDED: Readonly<Record<string, string>> = {
  '\u0622': '\u0627',
  '\u0623': '\u0627',
  '\u0625': '\u0627',
  '\u0671': '\u0627', // آ أ إ ٱ → ا
  '\u0649': '\u064A',
  '\u06CC': '\u064A', // ى ی → ي
  '\u0629': '\u0647', // ة → ه
  '\u00A0': ' ',
}

export function foldLetters(text: string): string {
  return text.replace(/[\u0622\u0623\u0625\u0629\u0649\u0671\u06CC\u00A0]/g, (letter) => FOLDED[letter] ?? letter)
}
