/** The consonants of a name, in classes wide enough that every usual way to spell it in Latin letters has the same. */

import { remember } from './remember.ts'

/** Longest first: what two Latin letters are together. */
const LATIN: readonly (readonly [RegExp, string])[] = [
  [/sch|sh|ch/g, '$'],
  [/kh|gh/g, 'x'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/ph/g, 'f'],
  [/[qkcg]/g, 'k'],
  [/[jy]/g, ''],
  [/[dz]/g, 'd'],
  [/[pb]/g, 'b'],
  [/[vf]/g, 'f'],
  [/[aeiouw]/g, ''],
  [/[^a-z$]/g, ''],
]
const ARABIC: Readonly<Record<string, string>> = {
  ب: 'b',
  پ: 'b',
  ت: 't',
  ث: 't',
  ح: 'h',
  خ: 'x',
  د: 'd',
  ذ: 'd',
  ر: 'r',
  ز: 'd',
  س: 's',
  ش: '$',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'd',
  غ: 'x',
  ف: 'f',
  ق: 'k',
  ك: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
}

/** Without vowels, hamza, ayn, ج (j, g), و and ي, a silent last h, and doubled letters. */
export const latinSkeleton = remember((name) => {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return settled(LATIN.reduce((text, [letters, by]) => text.replace(letters, by), plain))
})

/** Of a word as `normalizeKey` gives it. */
export const arabicSkeleton = remember((key) =>
  settled([...key.replace(/ة$/, '')].map((letter) => ARABIC[letter] ?? '').join('')),
)

function settled(skeleton: string): string {
  return skeleton.replace(/(.)\1+/g, '$1').replace(/(?<=..)h$/, '')
}
