/** Verse: two halves of a line, whatever parts them, are one segment with a break of its own kind between them. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reconcile } from '../../src/bitext/reconcile.ts'
import { rowsOf } from '../../src/edition/edition.ts'
import { present } from '../../src/edition/present.ts'
import { encodeContent, plainText } from '../../src/bitext/content.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'
import { extractUnits } from '../../src/segment/extract-units.ts'
import { HALF, splitVerse } from '../../src/text/verse-line.ts'
import { readDocumentText } from '../../src/document/formats.ts'

const FIRST = 'على قدر أهل العزم تأتي العزائم'
const SECOND = 'وتأتي على قدر الكرام المكارم'
const PARTINGS = [' *** ', '    ', '\t', ' … ', ' ... ', ' . . . ', ' %~% ', '\u2003', '***']

describe('a line', () => {
  test.each(PARTINGS)('parted by %j has two halves', (between) =>
    expect(splitVerse(FIRST + between + SECOND)).toEqual([FIRST, SECOND]),
  )
  test.each([
    `${FIRST} ${SECOND}`,
    `${FIRST}… ${SECOND}`,
    `${FIRST}  ${SECOND}`,
    `${FIRST} *** نعم`,
    `${FIRST} *** ${SECOND} *** ${FIRST}`,
    `${FIRST}. ثم عاد *** ${SECOND}`,
    'اسم الطالب الكامل    المدرسة الثانوية 12',
    'Name of the student    Name of the school',
    '*** ',
  ])('%j is none', (line) => expect(splitVerse(line)).toBeUndefined())
  test('with tashkeel and a question in its first half', () =>
    expect(splitVerse('أَتَعرِفُ رَسماً كَاِطِّرادِ المَذاهِبِ؟ *** لِعَمرَةَ وَحشاً غَيرَ مَوقِفِ راكِبِ')).toHaveLength(2))
})

describe('a unit', () => {
  const read = (text: string, path = 'input/a.md') =>
    extractUnits(readDocumentText(path, text).tree, { path, language: 'ar' }).units

  test('of several lines is cut by lines, and each has its halves', () => {
    const [unit] = read(`${FIRST} *** ${SECOND}\n${SECOND} *** ${FIRST}`)
    expect(unit?.kind).toBe('verse')
    expect(unit && cutUnit(unit, { mode: 'sentence' }).map(encodeContent)).toEqual([
      `${FIRST}<1/>${SECOND}<2/>`,
      `${SECOND}<3/>${FIRST}`,
    ])
    expect(unit?.codes['1']).toMatchObject({ tagName: 'br', properties: { className: [HALF] } })
    expect(unit?.codes['2']?.properties).toEqual({})
  })
  test('is verse only when all its lines are, and nothing is marked in it', () => {
    for (const text of [
      `${FIRST} *** ${SECOND}\nوهذا كلام يشرحه.`,
      `**${FIRST}** *** ${SECOND}`,
      `# ${FIRST} *** ${SECOND}`,
    ])
      expect(read(text)[0]?.kind).not.toBe('verse')
  })
  test('whatever parts the halves, in text and Markdown, the words are the same and none is lost', () => {
    const word = fc.constantFrom('العزم', 'تأتي', 'قدر', 'الكرام', 'عَلَيكَ', 'وحشاً')
    const half = fc.array(word, { minLength: 3, maxLength: 5 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(
        half,
        half,
        fc.constantFrom(...PARTINGS),
        fc.constantFrom('a.md', 'a.txt'),
        (first, second, between, path) => {
          const units = read(`عنوان النص\n\n${first}${between}${second}\n\nوهذا كلام يشرحه.\n`, `input/${path}`)
          const words = (text: string): readonly string[] => text.match(/[\u0620-\u065F]+/g) ?? []
          const content = units[1]?.content ?? []
          expect(content.flatMap((part) => (typeof part === 'string' ? words(part) : []))).toEqual(
            words(`${first} ${second}`),
          )
          const isVerse = splitVerse(first + between + second) !== undefined
          expect(units[1]?.kind).toBe(isVerse ? 'verse' : 'paragraph')
          if (isVerse) expect(plainText(content)).not.toMatch(/[*%~\u2026\t]/)
        },
      ),
    )
  })
})

test('both sides of an edition have the halves', () => {
  const path = 'input/a.md'
  const { tree } = readDocumentText(path, `${FIRST} *** ${SECOND}\n`)
  const source = extractUnits(tree, { path, language: 'ar' })
  const [unit] = source.units
  const { record } = reconcile({
    record: undefined,
    source,
    targetLanguage: 'en',
    rules: '1',
    cut: (each) => cutUnit(each, { mode: 'sentence' }),
  })
  const target = ['As is the will, ', { kind: 'standalone', id: '1' } as const, 'so come the deeds']
  const units = record.units.map((row) => ({
    ...row,
    segments: row.segments.map((segment) => ({ ...segment, target, state: 'translated' as const })),
  }))
  const [row] = rowsOf(present({ source, record: { ...record, units } }))
  expect([unit?.kind, row?.unit]).toEqual(['verse', 'verse'])
  for (const side of [row?.source, row?.target])
    expect(side?.flatMap(({ children }) => children)).toEqual([
      expect.objectContaining({ type: 'text' }),
      expect.objectContaining({ tagName: 'br', properties: { className: [HALF] } }),
      expect.objectContaining({ type: 'text' }),
    ])
})
