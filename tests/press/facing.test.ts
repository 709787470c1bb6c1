/** A book of facing pages in a real browser: what is printed, read back, and what is refused. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Edition, Row } from '../../src/edition/edition.ts'
import { rowsOf } from '../../src/edition/edition.ts'
import { plainSentence } from '../../src/edition/data/side-text.ts'
import { composeBook, type Book } from '../../src/edition/facing/compose-book.ts'
import { draftGalley } from '../../src/edition/facing/galley.ts'
import { openPress, type Press } from '../../src/press/press.ts'
import { subsetFonts } from '../../src/project/fonts.ts'
import { makeEdition } from '../edition/make-edition.ts'
import { fixture, TEST_FONTS } from '../edition/pages.ts'
import { inOrder, letters, linesOf, textOf, type SideName } from '../edition/pdf-letters.ts'
import { readPdf, type Sheet } from '../edition/read-pdf.ts'
import { muqabil, temporaryProject } from '../temporary-project.ts'

const MILLIMETRE = 72 / 25.4
/** Of the text on a page of A5. */
const BOX = { top: 24 * MILLIMETRE, height: 33 * 14 }
const GUTTER = 23 * MILLIMETRE
let press: Press

beforeAll(async () => {
  press = await openPress(process.env)
})
afterAll(async () => {
  await press[Symbol.asyncDispose]()
})

interface Printed {
  readonly book: Book
  readonly pdf: string
  readonly sheets: readonly Sheet[]
}

async function printed(edition: Edition, binding: 'right' | 'left' = 'left'): Promise<Printed> {
  const draft = draftGalley(edition, { paper: 'a5', gutter: 23, binding, embeds: true })
  const { sourceLanguage, targetLanguage } = edition
  const facts = { file: edition.path, paper: 'a5', sourceLanguage, targetLanguage }
  let book: Book | undefined
  const bytes = await press.printBook({
    file: edition.path,
    html: draft.finish(await subsetFonts(draft.shown, TEST_FONTS)),
    binding,
    compose: (measures) => (book = composeBook(measures, facts)),
  })
  if (book === undefined) throw new Error('printed without a plan')
  return { book, pdf: new TextDecoder('latin1').decode(bytes), sheets: readPdf(bytes) }
}

function bodyOf({ glyphs, height }: Sheet): Sheet['glyphs'] {
  const [top, foot] = [height - BOX.top + 2, height - BOX.top - BOX.height - 4]
  return glyphs.filter(({ y, text }) => y < top && y > foot && text.trim() !== '')
}

/** Pages of the text and its contents, in spreads. */
function spreadsOf({ book, sheets }: Printed): readonly (readonly [Sheet, Sheet])[] {
  return book.pages.flatMap(({ side, whole }, index) => {
    const [verso, recto] = [sheets[index], sheets[index + 1]]
    return side === 'source' && whole.length === 0 && verso && recto ? [[verso, recto] as const] : []
  })
}

function lettersOf(one: Printed, side: SideName): string {
  return spreadsOf(one)
    .map((spread) => inOrder(bodyOf(spread[side === 'source' ? 0 : 1]), side))
    .join('')
}

function rowLetters(row: Row, side: SideName): string {
  return letters(row[side].map((sentence) => plainSentence(sentence, side === 'source' ? 'ar' : 'en')).join(' '), side)
}

const PROSE =
  'وقالَ المؤرِّخُ إنَّ «المدينةَ» كانت في سنة ١٢٥٨ م مركزاً للعلم وفيها مكتبة House of Wisdom التي ضمّت نحو 400,000 مجلّد بنسبة -5%'
const ENGLISH =
  'The historian said that the settlement of al-Madīnah was an extraordinary centre of learning in 1258, with the library called House of Wisdom, of some 400,000 volumes'

/** Chapters whose rows have up to nine sentences, each with its own number. */
function longBook(): Edition {
  let number = 0
  const sentence = (): string =>
    `${PROSE} ورقمها ${String.fromCharCode(0x627 + (++number % 20), 0x628 + (number % 7))}.`
  const chapters = [1, 2, 3].map((chapter) => {
    const rows = [1, 4, 9].map((count) => Array.from({ length: count }, sentence).join(' '))
    return `## الفصل ${chapter}\n\n${rows.join('\n\n')}`
  })
  return makeEdition('long.md', `# كتاب\n\n${chapters.join('\n\n')}`, (said) => ({
    // Of some the Arabic is the higher side, of others the English.
    target:
      said.length < 20
        ? `Chapter ${said.length}`
        : `${ENGLISH}${said.codePointAt(said.length - 2) === 0x628 ? '' : `, and ${ENGLISH.toLowerCase()}`}, ${'abcdefgh'.charAt(said.length % 8)}.`,
  }))
}

describe('a long book', () => {
  let one: Printed
  const edition = longBook()
  beforeAll(async () => {
    one = await printed(edition)
  })

  test('has as many pages as were laid out, of A5, in spreads after the first, tagged and outlined', () => {
    const { sheets, book, pdf } = one
    expect(sheets).toHaveLength(book.pages.length)
    expect(sheets.length % 2).toBe(1)
    expect(spreadsOf(one).length).toBeGreaterThan(6)
    for (const { width, height } of sheets)
      expect([Math.abs(width - 148 * MILLIMETRE) < 1, Math.abs(height - 210 * MILLIMETRE) < 1]).toEqual([true, true])
    for (const part of ['/PageLayout /TwoPageRight', '/Direction /L2R', '/StructTreeRoot', '/Outlines', '/Marked true'])
      expect(pdf.slice(pdf.lastIndexOf('/Type /Catalog'))).toContain(part)
  })

  test('is set in the faces of the edition alone, without a soft hyphen', () => {
    const glyphs = one.sheets.flatMap((sheet) => sheet.glyphs)
    expect(new Set(glyphs.map(({ font }) => font))).toEqual(new Set(['Amiri-Regular', 'Literata-Regular']))
    expect(textOf(glyphs)).not.toContain('\u00AD')
  })

  test('holds every row whole and in order, in both languages', () => {
    for (const side of ['source', 'target'] as const) {
      const all = lettersOf(one, side)
      let at = 0
      for (const row of rowsOf(edition)) {
        // The contents have the headings too: the text comes after.
        const found = all.indexOf(rowLetters(row, side), at)
        expect([row.number, side, found >= at]).toEqual([row.number, side, true])
        at = found + 1
      }
    }
  })

  test('parts words by a hyphen at the ends of lines only', () => {
    const lines = spreadsOf(one).flatMap(([, recto]) => linesOf(bodyOf(recto)).map((line) => textOf(line)))
    expect(lines.filter((line) => /[a-z]-$/.test(line)).length).toBeGreaterThan(3)
  })

  test('has the first lines of every row on one height across the fold, and its number there', () => {
    let rows = 0
    for (const [verso, recto] of spreadsOf(one)) {
      // The fold lies right of a verso of a book that is bound at the left: the numbers are smaller than the text's.
      const numbers = bodyOf(recto).filter(({ x }) => x < GUTTER - 1)
      for (const [y, digits] of Map.groupBy(numbers, (glyph) => glyph.y)) {
        rows++
        const near = (sheet: Sheet, isText: (x: number) => boolean): boolean =>
          bodyOf(sheet).some((glyph) => isText(glyph.x) && Math.abs(glyph.y - y) < 0.75)
        const edge = verso.width - GUTTER
        expect([
          textOf(digits),
          near(recto, (x) => x > GUTTER - 1),
          near(verso, (x) => x < edge),
          near(verso, (x) => x > edge + 1),
        ]).toEqual([textOf(digits), true, true, true])
      }
    }
    expect(rows).toBe(rowsOf(edition).length)
  })

  test('begins and ends every spread at the same sentences, no heading last, no line outside the text', () => {
    for (const [index, spread] of spreadsOf(one).entries()) {
      for (const sheet of spread) {
        const ys = bodyOf(sheet).map(({ y }) => y)
        const outside = sheet.glyphs.filter(({ y }) => !ys.includes(y))
        // Running head and folio, nothing else.
        expect([
          index,
          new Set(outside.filter(({ text }) => text.trim() !== '').map(({ y }) => Math.round(y))).size,
        ]).toEqual([index, 2])
        expect(Math.min(...ys)).toBeGreaterThan(sheet.height - BOX.top - BOX.height)
      }
      const [source, target] = spread.map((sheet, side) => linesOf(bodyOf(sheet))[0]?.[0]?.y ?? side)
      expect(Math.abs((source ?? 0) - (target ?? 0))).toBeLessThan(0.75)
    }
  })

  test('justifies its lines to both edges', () => {
    const [, recto] = spreadsOf(one)[2] ?? []
    const lines = recto ? linesOf(bodyOf(recto)) : []
    const ends = lines.map((line) => Math.max(...line.map(({ x }) => x)))
    const edge = Math.max(...ends)
    expect(ends.filter((end) => edge - end < 6).length).toBeGreaterThan(lines.length * 0.7)
  })

  test('numbers its pages in the digits of each, and says them in its contents', () => {
    const { book, sheets } = one
    for (const [index, { folio, whole, side }] of book.pages.entries()) {
      if (whole.length > 0) continue
      const page = index + 1
      expect(folio).toBe(
        side === 'source'
          ? String(page).replace(/\d/g, (digit) => String.fromCodePoint(0x660 + Number(digit)))
          : String(page),
      )
      const foot =
        sheets[index]?.glyphs.filter(({ y }) => y < (sheets[index]?.height ?? 0) - BOX.top - BOX.height - 4) ?? []
      expect(textOf(foot.toSorted((a, b) => a.x - b.x)).trim()).toBe(folio)
    }
    const headings = rowsOf(edition).filter(({ unit }) => unit === 'heading')
    const [, contents] = spreadsOf(one)[0] ?? []
    const digits = contents ? textOf(bodyOf(contents).filter(({ x }) => x > contents.width - 17 * MILLIMETRE - 16)) : ''
    const wanted = headings.map(({ id }) => book.entries.find(({ row }) => row === id)?.target ?? '?').join('')
    expect(digits).toBe(wanted)
  })
})

describe('other texts', () => {
  test.each(['everything', 'tables', 'article'])('%s: every row on both sides, bound at the right', async (name) => {
    const edition = fixture(name)
    const one = await printed(edition, 'right')
    expect(one.pdf).toContain('/Direction /R2L')
    for (const side of ['source', 'target'] as const) {
      const all = lettersOf(one, side)
      for (const row of rowsOf(edition)) {
        if (row.cell !== undefined || row[side].some(({ missing }) => missing)) continue
        expect([row.number, all.includes(rowLetters(row, side))]).toEqual([row.number, true])
      }
      // Cells stand beside each other in a line: their words are there one by one, those whole that may not be parted.
      const words = rowsOf(edition)
        .filter((row) => row.cell !== undefined)
        .flatMap((row) =>
          row[side].flatMap((sentence) =>
            plainSentence(sentence, side === 'source' ? 'ar' : 'en').split(/[^\p{L}\p{M}]+/u),
          ),
        )
        .filter((word) => word.length < 6)
      for (const word of words) expect([word, all.includes(letters(word, side))]).toEqual([word, true])
    }
  })

  test('the halves of a verse stand beside each other, each line on its own height', async () => {
    const edition = makeEdition(
      'v.txt',
      'قصيدة\n\nقِفا نَبكِ مِن ذِكرى حَبيبٍ وَمَنزِلِ *** بِسِقطِ اللِوى بَينَ الدَخولِ فَحَومَلِ\nفَتوضِحَ فَالمِقراةِ لَم يَعفُ رَسمُها *** لِما نَسَجَتها مِن جَنوبٍ وَشَمأَلِ\n',
      () => ({ target: 'Halt, both of you, and let us weep.' }),
    )
    const [spread] = spreadsOf(await printed(edition))
    const lines = spread ? linesOf(bodyOf(spread[0])) : []
    expect(lines.map((line) => letters(textOf(line), 'source').length > 20)).toEqual([false, true, true])
  })

  test('a sentence that is missing has its box, also where a line ends in the middle of it', async () => {
    const rows = Array.from({ length: 24 }, (_, index) => `${'كلمة '.repeat(index + 3)}هنا. ناقصة. ناقصة جداً.`)
    const edition = makeEdition('m.md', `# عنوان\n\n${rows.join('\n\n')}`, (said) =>
      said.startsWith('ناقصة') ? {} : { target: 'word '.repeat(said.split(' ').length).trim() },
    )
    const all = lettersOf(await printed(edition), 'target')
    expect(all.split('Nottranslated').length - 1).toBe(48)
  })

  test('no column of a table is narrower than its words', async () => {
    const line = ['والجبل', 'الصغيرة', 'كلمة', 'al-Raḥmān', 'كلام كثير '.repeat(20), 'والمدينة']
    const edition = makeEdition('t.md', `# عنوان\n\n| ${line.join(' | ')} |\n|${'---|'.repeat(6)}\n`, (said) => ({
      target: /^[a-z]/.test(said) ? said : 'word',
    }))
    const all = lettersOf(await printed(edition), 'source')
    for (const word of line) if (!word.includes(' ')) expect(all).toContain(letters(word, 'source'))
    // Where there is no room for all of them, the cells stand one below the other.
    const long = Array.from({ length: 6 }, () => 'فاستخدموهما')
    const wide = makeEdition('w.md', `# عنوان\n\n| ${long.join(' | ')} |\n|${'---|'.repeat(6)}\n`, () => ({
      target: 'word',
    }))
    expect(lettersOf(await printed(wide), 'source').split(letters('فاستخدموهما', 'source'))).toHaveLength(7)
  })

  test('the same galley twice is the same bytes', async () => {
    const edition = fixture('article')
    expect((await printed(edition)).pdf === (await printed(edition)).pdf).toBe(true)
  })
})

const PROVIDER = `export default { name: 'own', limits: { characters: 50000, elements: 100 },
  translate: ({ texts }) => Promise.resolve(texts.map((text) => text.length > 300 ? 'words and '.repeat(text.length / 9) + 'words.' : 'A plain English sentence.')) }`

describe('a build', () => {
  test('refuses a sentence higher than a page by its row, and writes all else', async () => {
    const root = temporaryProject({
      'input/a.txt': `عنوان\n\nنص قصير.\n\n${'كلام كثير جداً لا يقف '.repeat(120)}.\n`,
      'input/b.txt': 'عنوان\n\nنص قصير.\n',
      'p.mjs': PROVIDER,
      'muqabil.config.json': '{"provider":"./p.mjs","formats":["pdf-facing","html"]}',
    })
    const { status, stderr } = await muqabil(root, ['build'])
    expect(stderr).toMatch(/input\/a\.txt: Unexpected sentence of row 3 .*\[facing-tall\]\n/)
    expect(status).toBe(2)
    expect(existsSync(join(root, 'output/a.facing.pdf'))).toBe(false)
    for (const file of ['output/a.html', 'output/b.html', 'output/b.facing.pdf', 'translations/a.txt.en.xlf'])
      expect([file, existsSync(join(root, file))]).toEqual([file, true])
    // Nor is it believed to be done.
    expect(await muqabil(root, ['build', '--frozen'])).toMatchObject({ status: 2 })
    expect(await muqabil(root, ['check'])).toMatchObject({ status: 1 })
  })

  test('prints once: neither a build nor a check needs a browser until the text or a setting changes', async () => {
    const root = temporaryProject({
      'input/b.txt': 'عنوان\n\nنص قصير.\n',
      'p.mjs': PROVIDER,
      'muqabil.config.json': '{"provider":"./p.mjs","formats":["pdf-facing"]}',
    })
    const none = { MUQABIL_CHROMIUM: '/nonexistent/browser' }
    expect(await muqabil(root, ['build'])).toMatchObject({ status: 0 })
    const file = join(root, 'output/b.facing.pdf')
    const [{ mtimeMs }, bytes] = [statSync(file), readFileSync(file)]
    expect(await muqabil(root, ['build', '--frozen'], none)).toMatchObject({ status: 0 })
    expect(await muqabil(root, ['check'], none)).toMatchObject({ status: 0 })
    expect(statSync(file).mtimeMs).toBe(mtimeMs)
    for (const facing of ['"binding":"left"', '"facing":{"paper":"a4"}', '"facing":{"gutter":30}']) {
      writeFileSync(join(root, 'muqabil.config.json'), `{"provider":"./p.mjs","formats":["pdf-facing"],${facing}}`)
      expect(await muqabil(root, ['check'], none)).toMatchObject({ status: 1 })
    }
    expect(await muqabil(root, ['build', '--frozen'])).toMatchObject({ status: 0 })
    expect(readFileSync(file).equals(bytes)).toBe(false)
  })
})
