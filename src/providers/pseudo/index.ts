/** A provider that translates nothing: text shaped like English, for trying layouts and pipelines free of charge. */
import { sha256Hex } from '../../text/hash.ts'
import { foldDigits } from '../../text/digits.ts'
import type { Provider } from '../provider.ts'

/** Plainly no translation, and of English length; none is a small word of a language that answers are refused for. */
const WORDS = [
  'lorem',
  'ipsum',
  'dolor',
  'sit',
  'amet',
  'elit',
  'sed',
  'do',
  'tempor',
  'ut',
  'labore',
  'officia',
  'magna',
  'aliqua',
  'enim',
  'ad',
  'minim',
  'quis',
  'nostrud',
  'ex',
  'ea',
  'duis',
  'aute',
  'in',
  'velit',
  'esse',
  'nulla',
  'sint',
  'dolore',
  'culpa',
  'fugiat',
  'mollit',
  'anim',
  'id',
  'pariatur',
  'laborum',
]
const PUNCTUATION: Readonly<Record<string, string>> = {
  '\u060C': ',',
  '\u061B': ';',
  '\u061F': '?',
  '\u06D4': '.',
  '\u00AB': '\u201C',
  '\u00BB': '\u201D',
  '\u066A': '%',
  '\u066B': '.',
  '\u066C': ',',
}
/** Words of a script that English has not, with their marks; everything else stays. */
const FOREIGN_WORD =
  /[\p{L}\p{M}\u0640]*[[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Devanagari}\p{Script=Han}]&&\p{L}][\p{L}\p{M}\u0640\u200C\u200D]*/gv

export function create(): Provider {
  return {
    name: 'pseudo',
    limits: { characters: 100_000, elements: 1_000 },
    markup: 'placeholders',
    offline: true,
    pseudo: true,
    check: () => Promise.resolve({ ready: true, words: 'it needs nothing' }),
    translate: ({ texts }) => Promise.resolve(texts.map(pseudoTranslate)),
  }
}

/** The same words for the same text on every machine; digits, Latin runs and placeholders kept. */
export function pseudoTranslate(text: string): string {
  const seed = sha256Hex(text)
  let count = 0
  const translated = foldDigits(text)
    .replace(FOREIGN_WORD, () => {
      const at = Number.parseInt(seed.slice((count * 4) % 60, ((count * 4) % 60) + 4), 16) + count
      count++
      return WORDS[at % WORDS.length] ?? 'lorem'
    })
    .replace(/[\u060C\u061B\u061F\u06D4\u00AB\u00BB\u066A-\u066C]/g, (mark) => PUNCTUATION[mark] ?? mark)
  return translated.replace(/\p{Ll}/u, (first) => first.toUpperCase())
}
