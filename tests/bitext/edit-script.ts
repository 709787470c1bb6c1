/** Random changes of a source: what writers do to a text between two builds. */
import fc from 'fast-check'

const words = fc.constantFrom(
  'قال',
  'الرجلُ',
  '**إلى البيت**',
  'كَتَبَ',
  '١٢',
  '`Node.js`',
  'قهوةً',
  '[رابط](https://example.org/a?b=1&c=2)',
  'وعاد *سريعاً*',
  'المدينة',
  '«نعم»',
  'لكن',
  'النهر',
)
const sentence = fc.array(words, { minLength: 2, maxLength: 7 }).map((parts) => `${parts.join(' ')} وبعد.`)
const short = fc.constantFrom('نعم.', 'لا.', 'عنوان', '—', '١٢', '`code`')
/** Some rows are short and stand again and again, as the cells of a table do. */
const paragraph = fc.oneof(
  { weight: 3, arbitrary: fc.array(sentence, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' ')) },
  { weight: 1, arbitrary: short },
)
export const paragraphs = fc.array(paragraph, { minLength: 1, maxLength: 10 })

const KINDS = [
  'insert',
  'delete',
  'move',
  'swap',
  'copy',
  'word',
  'tashkeel',
  'markup',
  'split',
  'join',
  'sentence',
  'replace',
  'undo',
] as const

export interface Edit {
  readonly kind: (typeof KINDS)[number]
  readonly at: number
  readonly to: number
  readonly text: string
}

export const edit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...KINDS),
  at: fc.nat(30),
  to: fc.nat(30),
  text: paragraph,
})

/** @param first The source as it was in the beginning, which an undo brings back a row of, its emphasis at times left out. */
export function applyEdit(
  rows: readonly string[],
  { kind, at, to, text }: Edit,
  first: readonly string[],
): readonly string[] {
  if (rows.length === 0) return [text]
  const next = [...rows]
  const index = at % next.length
  const other = to % next.length
  const own = next[index] ?? ''
  const sentences = own.split(/(?<=\.) /)
  switch (kind) {
    case 'insert':
      next.splice(index, 0, text)
      break
    case 'delete':
      next.splice(index, 1)
      break
    case 'move':
      next.splice(other, 0, ...next.splice(index, 1))
      break
    case 'swap':
      next[index] = next[other] ?? ''
      next[other] = own
      break
    case 'copy':
      next.splice(other, 0, own)
      break
    case 'word':
      next[index] = own.replace(/(?<=^| )قال(?= )|\S+/, 'كلمةٌ')
      break
    case 'tashkeel':
      next[index] = own.includes('\u064F') ? own.replace('\u064F', '') : own.replace(/([\u0621-\u064A])/, '$1\u064E')
      break
    case 'markup':
      next[index] = own.includes('**') ? own.replaceAll('**', '') : own.replace(/[\u0621-\u064A]{3,}/, '**$&**')
      break
    case 'split':
      if (sentences.length > 1) next.splice(index, 1, sentences.slice(0, 1).join(' '), sentences.slice(1).join(' '))
      break
    case 'join':
      if (index + 1 < next.length) next.splice(index, 2, `${own} ${next[index + 1]}`)
      break
    case 'sentence':
      next[index] = sentences.toSpliced(other % sentences.length, 1).join(' ') || text
      break
    case 'replace':
      next[index] = sentences.toSpliced(other % sentences.length, 1, text).join(' ')
      break
    case 'undo':
      next.splice(index, 1, first[other % Math.max(1, first.length)] ?? text)
      if (at % 3 === 0) next[index] = next[index]?.replaceAll('*', '') ?? text
      break
  }
  return next.filter((row) => row.trim() !== '')
}

export function markdownOf(rows: readonly string[]): string {
  return rows.join('\n\n')
}
