/** The edition's small parts: isolation, addresses, names of outputs, word diffs, fonts. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import fc from 'fast-check'
import type { ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { toString } from 'hast-util-to-string'
import { describe, expect, test, vi } from 'vitest'
import type { DocumentRecord } from '../../src/bitext/record.ts'
import type { Row } from '../../src/edition/edition.ts'
import { rowsOf } from '../../src/edition/edition.ts'
import { charactersByFace } from '../../src/edition/fonts.ts'
import { keepTogether } from '../../src/edition/html/keep-together.ts'
import { tableShape } from '../../src/edition/html/table-shape.ts'
import { isolateForeign, isolateText } from '../../src/edition/isolate-foreign.ts'
import { outputStems } from '../../src/edition/output-names.ts'
import { present } from '../../src/edition/present.ts'
import { safeAddress } from '../../src/edition/safe-address.ts'
import { safeLine, safeText } from '../../src/edition/safe-text.ts'
import { wordDiff } from '../../src/edition/word-diff.ts'
import { subsetFonts } from '../../src/project/fonts.ts'
import { makeEdition, makeInput } from './make-edition.ts'

function runs(text: string, language: string): readonly string[] {
  return isolateForeign([{ type: 'text', value: text }], language).flatMap((node) =>
    node.type === 'element' ? [toString(node)] : [],
  )
}

describe('isolation', () => {
  test.each([
    ['الرقم -5 ونسبة +12% ثم', ['-5', '+12%']],
    ['عام 2020-2021 وبتاريخ 12-05-2019، وفاز 3-1', []],
    ['لغة C++. ولغة C#، ومنصة .NET و Node.js!', ['C++', 'C#', '.NET', 'Node.js']],
    ['شبكة 5G ونظام iOS 14.5 وكوفيد COVID-19؟', ['5G', 'iOS 14.5', 'COVID-19']],
    [
      'انظر https://example.org/a?b=1 أو www.example.org أو a@b.org',
      ['https://example.org/a?b=1', 'www.example.org', 'a@b.org'],
    ],
    ['نسبة 12% و 1.5 و 2254', []],
    ['قال (Jean-Yves Le Drian) في', ['Jean-Yves Le Drian']],
    ['الحساب @user والملف /usr/bin/x', ['@user', '/usr/bin/x']],
  ])('%s', (text, expected) => expect(runs(text, 'ar')).toEqual(expected))

  test('Arabic in English is one run with its spaces', () => {
    expect(runs('called بيت الحكمة, or «دار», there', 'en')).toEqual(['بيت الحكمة', 'دار'])
  })

  test('code has its own direction, and Arabic in it is marked beside English', () => {
    const code: ElementContent[] = [
      { type: 'element', tagName: 'code', properties: {}, children: [{ type: 'text', value: 'x = "رمز"' }] },
    ]
    expect(toHtml(isolateForeign(code, 'ar'))).toBe('<code dir="ltr">x = "رمز"</code>')
    expect(toHtml(isolateForeign(code, 'en'))).toBe('<code dir="ltr">x = "<bdi lang="ar" dir="rtl">رمز</bdi>"</code>')
  })

  test('no letter is lost or moved', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('abC+-#@./:5 ٣كلام،«»()%\u2019')) }),
        fc.constantFrom('ar', 'en'),
        (text, language) => {
          expect(toString({ type: 'root', children: isolateForeign([{ type: 'text', value: text }], language) })).toBe(
            text,
          )
        },
      ),
    )
  })

  test('a long line takes time that grows with it', () => {
    const cost = (length: number): number => {
      const lines = [
        'a-',
        '1.',
        '@',
        'a ',
        'A) ',
        '"a ',
        '(a ',
        '+1 ',
        '0123 ',
        '-',
        'a. ',
        'U.',
        '\u201Ca\u201D ',
        'ب. ',
        '5 k',
        'al-',
      ].map((unit) => unit.repeat(length))
      return Math.min(
        ...Array.from({ length: 3 }, () => {
          const before = process.cpuUsage().user
          for (const line of lines) {
            isolateText(line, 'ar')
            isolateText(line, 'en')
            keepTogether([{ type: 'text', value: line }])
          }
          return process.cpuUsage().user - before
        }),
      )
    }
    cost(1_000)
    expect(cost(16_000) / cost(2_000)).toBeLessThan(20)
  })
})

test('the article stays with its name', () => {
  expect(toHtml(keepTogether([{ type: 'text', value: 'Bashar al-Assad and ash-Shams, not royal-blue or a-b.' }]))).toBe(
    'Bashar <span class="nb">al-Assad</span> and <span class="nb">ash-Shams</span>, not royal-blue or a-b.',
  )
})

test('the numbers of a range stay together', () => {
  const kept = (text: string): readonly string[] =>
    toHtml(keepTogether([{ type: 'text', value: text }])).match(/(?<=<span class="nb">)[^<]*/g) ?? []
  expect(kept('عام 2020-2021 و ١٠–١٥ و 2024-05-03، 12 - 15 و 011-222-3333-444')).toEqual([
    '2020-2021',
    '١٠–١٥',
    '2024-05-03',
  ])
})

test('text has nothing that a terminal obeys, a line nothing that turns others', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(safeText(text)).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u0080-\u0084\u0086-\u009F]/)
      expect(safeText(safeText(text))).toBe(safeText(text))
      expect(safeLine(text)).not.toMatch(/[\n\u202A-\u202E\u2066-\u2069]/)
    }),
  )
  expect(safeText('سطر\nوثانٍ \u200Cb \u{1F600}')).toBe('سطر\nوثانٍ \u200Cb \u{1F600}')
  expect(safeLine('\u202Ea\u001B[31m\n b')).toBe('a[31m b')
})

describe('tables', () => {
  const fit = (text: string): ReturnType<typeof tableShape> => {
    const rows = rowsOf(makeEdition('a.md', text, () => ({ target: 'Word' }))).filter(({ cell }) => cell !== undefined)
    return tableShape(rows)
  }
  test('short words have room to face, many or long ones less and less', () => {
    const table = (...cells: readonly string[]): string =>
      `| ${cells.join(' | ')} |\n|${'-|'.repeat(cells.length)}\n| ${cells.join(' | ')} |`
    const forms = [
      table('حلب', 'حمص'),
      table('مدينة', 'مدينة', 'مدينة', 'مدينة'),
      table(...'مدينة '.repeat(7).trim().split(' ')),
      table(...'كلمةطويلةجدا '.repeat(12).trim().split(' ')),
    ].map((text) => fit(text)?.fit)
    expect(forms.map((each) => [each?.whole, each?.facing, each?.onPaper])).toEqual([
      ['any', 'wide', 'facing'],
      ['any', 'wide', 'facing'],
      ['middle', 'none', 'whole'],
      ['none', 'none', 'loose'],
    ])
    for (const each of forms)
      for (const side of ['source', 'target'] as const)
        expect(each?.shares[side].reduce((sum, share) => sum + share, 0)).toBe(100)
  })

  test('what spans lines of which one has no words ends with its last line', () => {
    const cells = fit(
      '<table><tr><td rowspan="3">أ</td><td>ب</td></tr><tr><td></td></tr><tr><td>ج</td></tr><tr><td>د</td><td>ه</td></tr></table>',
    )?.lines.flatMap((line) => line.cells)
    expect(cells?.map(({ line, span }) => [line, span])).toEqual([
      [1, 2],
      [1, 1],
      [2, 1],
      [3, 1],
      [3, 1],
    ])
  })

  test('what spans lines takes the columns below it; a span ends with its table', () => {
    const cells = fit(
      '<table><tr><td rowspan="9">أ</td><td colspan="2">ب</td></tr><tr><td>ج</td><td>د</td></tr></table>',
    )?.lines.flatMap((line) => line.cells)
    expect(cells?.map(({ place, line, span }) => [place.column, line, span])).toEqual([
      [1, 1, 2],
      [2, 1, 1],
      [2, 2, 1],
      [3, 2, 1],
    ])
  })

  test('a page of nothing but columns has no form of a table', () => {
    expect(fit(`|${'أ|'.repeat(40)}\n|${'-|'.repeat(40)}`)).toBeUndefined()
  })
})

describe('addresses', () => {
  test.each(['https://a.b/c', 'HTTP://a', 'mailto:a@b', '/x', 'x/y:z', '#p-1', '?q=a:b', '//a.b/c', ''])(
    '%s may stand',
    (address) => expect(safeAddress(address)).toBe(address),
  )
  test.each([
    'javascript:x',
    ' javascript:x',
    'java\nscript:x',
    'jAvA\u200Bscript:x',
    '\u0001javascript:x',
    'vbscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'blob:x',
    'java\u00ADscript:x',
  ])('%j may not', (address) => {
    expect(safeAddress(address)).toBeUndefined()
  })
})

describe('names of outputs', () => {
  const stems = (...sources: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(outputStems(sources, { sourceLanguage: 'ar', targetLanguage: 'en' }))

  test('without the extension, unless two would meet', () => {
    expect(stems('a.txt', 'b/a.md', 'c.d.txt', '.hidden.txt')).toEqual({
      'a.txt': 'a',
      'b/a.md': 'b/a',
      'c.d.txt': 'c.d',
      '.hidden.txt': '.hidden',
    })
    expect(stems('a.txt', 'a.md', 'b.txt')).toEqual({ 'a.txt': 'a.txt', 'a.md': 'a.md', 'b.txt': 'b' })
  })
  test('a longer name that meets a shorter one keeps its extension too', () => {
    expect(stems('a.txt', 'a.md', 'a.txt.md')).toEqual({ 'a.txt': 'a.txt', 'a.md': 'a.md', 'a.txt.md': 'a.txt.md' })
    expect(stems('a.txt', 'a.interleaved.txt')).toEqual({ 'a.txt': 'a.txt', 'a.interleaved.txt': 'a.interleaved.txt' })
  })
  test('the index keeps its name', () => {
    expect(stems('index.md', 'Index.txt', 'x/index.md')).toEqual({
      'index.md': 'index.md',
      'Index.txt': 'Index.txt',
      'x/index.md': 'x/index',
    })
  })
  test('names that differ in case or normalisation alone are told apart, or refused by name', () => {
    expect(stems('A.txt', 'a.md')).toEqual({ 'A.txt': 'A.txt', 'a.md': 'a.md' })
    expect(() => stems('A.txt', 'a.txt')).toThrow(
      /Unexpected sources "A\.txt" and "a\.txt", which would write one file/,
    )
    expect(() => stems('\u00E9.md', 'e\u0301.md')).toThrow(/output-collision/)
  })
  test('no two sources ever write one file', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'A', '.txt', '.md', '.interleaved', 'index'),
      minLength: 1,
      maxLength: 4,
    })
    fc.assert(
      fc.property(fc.uniqueArray(name.map((stem) => `${stem}.txt`)), (sources) => {
        let made: ReadonlyMap<string, string>
        try {
          made = outputStems(sources, { sourceLanguage: 'ar', targetLanguage: 'en' })
        } catch {
          return
        }
        const files = [...made.values()].flatMap((stem) =>
          ['.html', '.md', '.interleaved.md'].map((ending) => (stem + ending).toLowerCase()),
        )
        expect(new Set([...files, 'index.html']).size).toBe(files.length + 1)
      }),
    )
  })
})

test('a word diff holds both wordings', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('قال', 'إن', 'الخبر', 'صحيح')),
      fc.array(fc.constantFrom('قال', 'إن', 'الخبر', 'كاذب')),
      (before, now) => {
        const changes = wordDiff(before.join(' '), now.join(' '))
        const words = (kept: string): readonly string[] =>
          changes
            .filter(({ kind }) => kind === 'same' || kind === kept)
            .flatMap(({ text }) => text.split(/\s+/))
            .filter((word) => word !== '')
        expect(words('removed')).toEqual(before)
        expect(words('added')).toEqual(now)
      },
    ),
  )
})

describe('fonts', () => {
  test('each face holds what it is for; transliteration brings one more', () => {
    const faces = charactersByFace('حلب Aleppo «٢»')
    expect([...faces.keys()]).toEqual(['arabic', 'digits', 'latin'])
    expect(faces.get('arabic')).toContain('٩')
    expect(faces.get('digits')).toContain('«')
    expect([...charactersByFace('Ṭayyib ʿAlī').keys()]).toEqual(['arabic', 'digits', 'rings', 'latin', 'extended'])
  })

  test('chapters that need nothing new share their subsets, one that does has its own', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'muqabil-fonts-'))
    try {
      vi.resetModules() // the module remembers what it has made
      const { subsetFonts: afresh } = await import('../../src/project/fonts.ts')
      const [first, again] = await Promise.all([
        afresh('<p>كَتَبَ رسالةً <em>first</em></p>', folder),
        afresh('<p>كَتَبَ رسالةً <em>first</em></p>', folder),
      ])
      const names = readdirSync(folder)
      expect(names).toHaveLength(first.length)
      first.forEach(({ bytes }, index) => expect(again[index]?.bytes).toBe(bytes)) // made once, also at the same time
      const other = await afresh('<p>ثمّ ضغطَ «الزرّ» ٧ <em>Quickly, x!</em></p>', folder)
      expect(other).toEqual(first)
      expect(readdirSync(folder)).toEqual(names)
      await afresh('<p>گفت <em>first</em></p>', folder)
      expect(readdirSync(folder)).toHaveLength(names.length + 1)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  test('the same characters give the same bytes, kept ones too, and a cut file is made again', async () => {
    const folders = ['a', 'b'].map(() => mkdtempSync(join(tmpdir(), 'muqabil-fonts-')))
    try {
      const [first, second] = [
        await subsetFonts('كلام words 12', folders[0] ?? ''),
        await subsetFonts('21 sdrow مالك', folders[1] ?? ''),
      ]
      expect(second).toEqual(first)
      const [file = ''] = readdirSync(folders[0] ?? '')
      truncateSync(join(folders[0] ?? '', file), 100)
      vi.resetModules() // the module remembers what it has made
      const { subsetFonts: afresh } = await import('../../src/project/fonts.ts')
      expect((await afresh('كلام words 12', folders[0] ?? '')).map(({ bytes }) => bytes.length)).toEqual(
        first.map(({ bytes }) => bytes.length),
      )
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
    }
  })

  test.each<[string, (file: string) => void]>([
    [
      'has a letter flipped',
      (file) =>
        writeFileSync(
          file,
          readFileSync(file).map((byte, at) => (at === 900 ? byte ^ 1 : byte)),
        ),
    ],
    ['is a folder now', (file) => (rmSync(file), mkdirSync(file))],
    ['cannot be kept', (file) => (rmSync(dirname(file), { recursive: true }), writeFileSync(dirname(file), ''))],
  ])('a subset that %s is made again', async (_, damage) => {
    const folder = mkdtempSync(join(tmpdir(), 'muqabil-fonts-'))
    const afresh = async (): Promise<readonly string[]> => {
      vi.resetModules() // the module remembers what it has made
      const { subsetFonts: make } = await import('../../src/project/fonts.ts')
      return (await make('كلام words 12', folder)).map(({ bytes }) => Buffer.from(bytes).toString('base64'))
    }
    try {
      const first = await afresh()
      expect(await afresh()).toEqual(first)
      for (const file of readdirSync(folder)) if (existsSync(join(folder, file))) damage(join(folder, file))
      expect(await afresh()).toEqual(first)
      expect(await afresh()).toEqual(first)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})

describe('present', () => {
  test('codes come from the source: markup of a record alone never reaches the page', () => {
    const { source, record } = makeInput('a.md', 'نص **قوي** هنا', () => ({ target: 'A <1>strong</1> text <2>x</2>' }))
    const forged: DocumentRecord = {
      ...record,
      units: record.units.map((unit) => ({
        ...unit,
        codes: Object.fromEntries(
          ['1', '2'].map((id) => [
            id,
            { kind: 'pair' as const, tagName: 'script', properties: {}, open: '<script>', close: '</script>' },
          ]),
        ),
      })),
    }
    expect(
      toHtml(rowsOf(present({ source, record: forged }))[0]?.target.flatMap(({ children }) => [...children]) ?? []),
    ).toBe('A <strong>strong</strong> text x')
  })

  test('a row shows its worst sentence', () => {
    const state = (...states: readonly object[]): Row['state'] | undefined =>
      rowsOf(
        makeEdition(
          'a.txt',
          states.map((_, index) => `جملة ${index}.`).join(' '),
          (sentence) => states[Number(/\d+/.exec(sentence)?.[0])],
        ),
      )[0]?.state
    const [reviewed, draft, stale, pseudo, missing] = [
      { target: 'a', state: 'reviewed' },
      { target: 'b' },
      { target: 'c', state: 'final', mark: 'stale' },
      { target: 'd', origin: { kind: 'pseudo' } },
      {},
    ] as const
    expect([
      state(reviewed),
      state(reviewed, draft),
      state(draft, pseudo),
      state(pseudo, stale),
      state(stale, missing, reviewed),
    ]).toEqual(['reviewed', 'draft', 'pseudo', 'stale', 'missing'])
  })
})
