/** Texts for benchmarks: the same for the same seed, and a provider that translates them word for word. */
import { Buffer } from 'node:buffer'

const WORDS =
  'قال الرجل إلى البيت وعاد من المدينة الكبيرة قهوة ثم كتب رسالة طويلة عن النهر والجبل القديم حيث يعيش الناس في سلام منذ زمن بعيد وكان الأطفال يلعبون تحت الشجرة كل صباح قبل أن تشرق الشمس على القرية الصغيرة'.split(
    ' ',
  )

/** Words for words, so that each translation is a sentence of its own. */
export const PROVIDER = `
  const words = 'the man went to house and returned from big city coffee then wrote long letter about river old mountain where people live in peace'.split(' ')
  const word = (arabic) => words[[...arabic].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % words.length]
  export default { name: 'own', translate: async ({ texts }) => texts.map((text) => text.replace(/[\\u0600-\\u06FF]+/g, word)) }
`

/** Chapters of paragraphs of two to six sentences, no two the same, with some markup and Latin words; the same for the same seed. */
export function makeText(seed: number, bytes: number): string {
  const random = randomOf(seed)
  const parts = [`# كتاب الرحلة ${seed}`]
  let length = 0
  while (length < bytes) {
    const chapter = random(20) === 0 ? `## الفصل ${parts.length}: ${sentence(random)}` : undefined
    const paragraph = Array.from({ length: 2 + random(5) }, () => sentence(random)).join(' ')
    for (const part of [...(chapter === undefined ? [] : [chapter]), paragraph]) {
      parts.push(part)
      length += Buffer.byteLength(part) + 2
    }
  }
  return `${parts.join('\n\n')}\n`
}

type Random = (below: number) => number

function sentence(random: Random): string {
  const words: string[] = []
  const length = 8 + random(14)
  // An answer that says a word again and again is refused.
  while (words.length < length) {
    const word = WORDS[random(WORDS.length)] ?? ''
    if (!words.slice(-4).includes(word)) words.push(word)
  }
  const now = words.map((word, place) => {
    if (place === 1 && random(15) === 0) return 'OpenAI GPT'
    if (place === 2 && random(8) === 0) return `**${word}**`
    if (place === 4 && random(12) === 0) return 'عام 2019'
    return place === 5 && random(20) === 0 ? `[${word}](https://example.com/x)` : word
  })
  return now.join(' ') + (random(7) === 0 ? '؟' : '.')
}

/** Tommy Ettinger's mulberry32: the same numbers in every run. */
function randomOf(seed: number): Random {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
